//! The key folder: one file, readable by nobody else.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use zeroize::Zeroizing;

use super::{Keys, LEN};

/// The file inside the key folder: the secret as 64 hexadecimal digits.
pub const FILE: &str = "installation.key";

impl Keys {
    /// Reads the secret. `None`: there is none yet.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        let text = match fs::read_to_string(folder.join(FILE)) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut secret = Zeroizing::new([0; LEN]);
        hex::decode_to_slice(text.trim(), &mut *secret).map_err(|_| {
            let damaged = format!("{FILE} does not hold {} hexadecimal digits", 2 * LEN);
            io::Error::new(io::ErrorKind::InvalidData, damaged)
        })?;
        Ok(Some(Self { secret }))
    }

    /// Writes the secret into a folder that has none; never over another one.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        let text = Zeroizing::new(format!("{}\n", hex::encode(*self.secret)));
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(folder.join(FILE))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        // The name of a new file is durable only once its folder is.
        fs::File::open(folder)?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_secret_reads_back_and_only_its_owner_can_read_it() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("keys");
        assert!(Keys::read(&folder).unwrap().is_none());
        let keys = Keys::draw().unwrap();
        keys.write(&folder).unwrap();
        assert!(Keys::read(&folder).unwrap() == Some(keys));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&folder.join(FILE)), 0o600);
    }

    #[test]
    fn a_secret_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        Keys::draw().unwrap().write(folder.path()).unwrap();
        let error = Keys::draw().unwrap().write(folder.path()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    }

    #[test]
    fn a_damaged_file_is_no_secret() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "0123").unwrap();
        let error = Keys::read(folder.path()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }
}
