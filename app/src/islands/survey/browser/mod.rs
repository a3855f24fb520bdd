//! What only a browser has: its storage, its history, its network, its clock.

pub mod api;
pub mod clock;
pub mod dom;
pub mod history;
pub mod page;
pub mod storage;
pub mod tab;
