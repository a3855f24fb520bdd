//! Pages, one folder or file per area.
