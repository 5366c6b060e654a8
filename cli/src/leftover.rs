//! Files that are being written, and what is left of them when a run is killed.
//!
//! A result is written to a file beside its target, `.chuan-HASH-RANDOM`, where the hash is that of the
//! name of the target, and renamed when it is complete. Whoever writes such a file holds a lock on it,
//! which the system drops with the process, however that ends. So the next run to the same target can
//! tell what is left over, and removes it. Between the two steps "created" and "locked" a lock on the
//! folder keeps others out; where a folder cannot be locked, nothing is removed. What can be read only once
//! is kept in such a file too, in the folder for temporary files and for nobody else to read.

use fs4::{FileExt, TryLockError};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io;
use std::path::Path;
use tempfile::NamedTempFile;

/// A file in which a result is written that will be put at `target`, in the same folder.
pub(crate) fn temporary(folder: &Path, target: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    permit_reading(&mut builder);
    make(folder, &prefix(target), builder)
}

/// A file for what nobody else may read, and what is gone when the run ends.
pub(crate) fn private() -> io::Result<NamedTempFile> {
    make(&std::env::temp_dir(), &prefix(Path::new("-")), tempfile::Builder::new())
}

fn make<'p>(
    folder: &Path,
    prefix: &'p str,
    mut builder: tempfile::Builder<'p, '_>,
) -> io::Result<NamedTempFile> {
    let guard = guard(folder);
    if guard.is_some() {
        sweep(folder, prefix);
    }
    builder.prefix(prefix);
    let temporary = builder.tempfile_in(folder)?;
    // A system without locks never sweeps either.
    let _ = FileExt::lock(temporary.as_file());
    Ok(temporary)
}

/// A lock on a folder. Runs hold it for moments; who holds it longer is somebody else, and is not waited
/// for.
fn guard(folder: &Path) -> Option<File> {
    const PATIENCE: u32 = 40;
    let folder = File::open(folder).ok()?;
    for _ in 0..PATIENCE {
        match FileExt::try_lock(&folder) {
            Ok(()) => return Some(folder),
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            Err(TryLockError::Error(_)) => return None,
        }
    }
    None
}

/// How the names of files begin that belong to a target.
fn prefix(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default();
    let hash = Sha256::digest(name.as_encoded_bytes());
    hash.iter().take(4).fold(".chuan-".to_owned(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }) + "-"
}

/// Removes files of one target that nobody writes any more. What cannot be removed stays.
fn sweep(folder: &Path, prefix: &str) {
    let Ok(entries) = folder.read_dir() else { return };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(prefix);
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        let left =
            File::options().write(true).open(&path).is_ok_and(|f| FileExt::try_lock(&f).is_ok());
        if left {
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(unix)]
fn permit_reading(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    // The umask still applies, as it does to any new file.
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn permit_reading(_: &mut tempfile::Builder<'_, '_>) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_removed_and_what_is_being_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let names = || {
            let entries = folder.path().read_dir().unwrap();
            let mut names: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
            names.sort();
            names
        };
        let target = folder.path().join("số liệu.parquet");
        let killed = folder.path().join(format!("{}abc", prefix(&target)));
        std::fs::write(&killed, "half").unwrap();
        std::fs::write(folder.path().join(".chuan-00000000-abc"), "of another").unwrap();
        let first = temporary(folder.path(), &target).unwrap();
        assert!(!killed.exists());
        let second = temporary(folder.path(), &target).unwrap();
        assert!(first.path().exists() && second.path().exists());
        drop((first, second));
        assert_eq!(names(), [folder.path().join(".chuan-00000000-abc")]);
    }

    #[test]
    fn what_is_kept_for_one_run_is_for_nobody_else() {
        use std::os::unix::fs::PermissionsExt;
        let kept = private().unwrap();
        assert_eq!(kept.as_file().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
