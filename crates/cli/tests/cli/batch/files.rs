//! Files: packed, cut off, replaced, given up, and how much memory they take.

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{NAMES, US, assert_bytes, batch_command, batch_in, with_map};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn packed_files_are_told_by_their_first_bytes() {
    let (us, added) = US;
    let (header, row) = ("to\n".as_bytes(), format!("{us}\n"));
    let whole = [header, row.as_bytes()].concat();
    let expected = format!("to,{NAMES}\n{us},{added}\n");
    let two = |pack: fn(&[u8]) -> Vec<u8>| [pack(header), pack(row.as_bytes())].concat();
    let folder = with_map();
    for (name, bytes) in [
        ("one.csv.gz", gzip(&whole)),
        ("two.gz", two(gzip)),
        ("one.csv.zst", zstd(&whole)),
        ("two.csv", two(zstd)),
        ("plain.csv.gz", whole.clone()),
    ] {
        folder.write(name, &bytes);
        let file = batch_in(&folder, &[name, "--column", "to", "-q"], "");
        assert_bytes(&file.out, &expected, name);
        let piped = batch_in(&folder, &["-", "--column", "to", "-q"], bytes);
        assert_bytes(&piped.out, &expected, name);
    }
}

#[test]
fn a_file_that_is_cut_off_is_an_error_after_what_is_whole() {
    let (us, added) = US;
    let rows = format!("{us}\n").repeat(1000);
    let whole = format!("to\n{rows}");
    for packed in [gzip(whole.as_bytes()), zstd(whole.as_bytes())] {
        let folder = with_map();
        folder.write("out.csv", "before");
        let cut = &packed[..packed.len() - 5];
        let printed = batch_in(&folder, &["-", "--column", "to"], cut);
        assert_eq!(printed.status, 2);
        assert!(
            printed.err.contains("truncated or damaged"),
            "{}",
            printed.err
        );
        let row = format!("{us},{added}\n");
        let out = String::from_utf8(printed.out).unwrap();
        let rows = out
            .strip_prefix(&format!("to,{NAMES}\n"))
            .unwrap_or_default();
        assert_eq!(rows, row.repeat(rows.len() / row.len()), "only whole rows");
        let kept = batch_in(
            &folder,
            &["-", "--column", "to", "--output", "out.csv"],
            cut,
        );
        assert_eq!(kept.status, 2);
        assert_eq!(fs::read(folder.path("out.csv")).unwrap(), b"before");
        assert_eq!(
            fs::read_dir(folder.root()).unwrap().count(),
            2,
            "nothing is left over"
        );
    }
}

#[test]
fn a_file_is_written_whole_and_packed_as_its_name_says() {
    let (us, added) = US;
    let expected = format!("to,{NAMES}\n{us},{added}\n");
    let folder = with_map();
    folder.write("in.csv", format!("to\n{us}\n"));
    let write = |name: &str| {
        let printed = batch_in(
            &folder,
            &["in.csv", "--column", "to", "-q", "--output", name],
            "",
        );
        assert_eq!(
            (printed.status, printed.out.len(), printed.err.as_str()),
            (0, 0, "")
        );
        fs::read(folder.path(name)).unwrap()
    };
    assert_bytes(&write("out.csv"), &expected, "plain");
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(write("out.csv.gz").as_slice())
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_bytes(&unpacked, &expected, "gzip");
    let mut unpacked = Vec::new();
    ruzstd::decoding::StreamingDecoder::new(write("out.csv.zst").as_slice())
        .unwrap()
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_bytes(&unpacked, &expected, "zstd");
    // Over the file that is read: it is read to its end before.
    assert_bytes(&write("in.csv"), &expected, "itself");

    fs::create_dir(folder.path("dir")).unwrap();
    for (name, why) in [("dir", "a folder"), ("nowhere/out.csv", "no folder for it")] {
        let printed = batch_in(&folder, &["in.csv", "--column", "to", "--output", name], "");
        assert_eq!(printed.status, 2, "{why}");
        assert!(printed.err.contains(name), "{why}: {}", printed.err);
    }
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_rights_and_its_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = with_map();
    folder.write("real.csv", "before");
    let mode = |name: &str| {
        fs::metadata(folder.path(name))
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    fs::set_permissions(folder.path("real.csv"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.csv", folder.path("link.csv")).unwrap();
    batch_in(
        &folder,
        &["-", "--column", "to", "--output", "link.csv"],
        "to\n",
    );
    assert!(
        fs::symlink_metadata(folder.path("link.csv"))
            .unwrap()
            .is_symlink()
    );
    assert_bytes(
        &fs::read(folder.path("real.csv")).unwrap(),
        format!("to,{NAMES}\n"),
        "through",
    );
    assert_eq!(mode("real.csv"), 0o640);

    batch_in(
        &folder,
        &["-", "--column", "to", "--output", "new.csv"],
        "to\n",
    );
    assert_eq!(mode("new.csv"), mode("originators.yaml"), "as any new file");
    let device = batch_in(
        &folder,
        &["-", "--column", "to", "--output", "/dev/null"],
        "to\n",
    );
    assert_eq!(device.status, 2, "a device is not replaced by a file");
    symlink("nowhere.csv", folder.path("astray.csv")).unwrap();
    let astray = batch_in(
        &folder,
        &["-", "--column", "to", "--output", "astray.csv"],
        "to\n",
    );
    assert_eq!(astray.status, 2, "nor a link that leads nowhere");
    assert!(folder.path("astray.csv").is_symlink());
}

#[cfg(unix)]
#[test]
fn who_stops_a_run_finds_nothing_left_over() {
    let folder = with_map();
    let mut child = batch_command(&folder, &["-", "--column", "to", "--output", "out.csv"])
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let rows = "+12025550123\n".repeat(100_000);
    stdin.write_all(format!("to\n{rows}").as_bytes()).unwrap();
    let names = || -> Vec<String> {
        let entries = fs::read_dir(folder.root()).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "originators.yaml")
            .collect()
    };
    while names().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let process = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &process])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(names(), Vec::<String>::new());
}

#[test]
fn who_stops_reading_ends_the_run() {
    let folder = with_map();
    folder.write(
        "in.csv",
        format!("to\n{}", "+12025550123\n".repeat(100_000)),
    );
    let mut child = batch_command(&folder, &["in.csv", "--column", "to"])
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

/// Takes seconds: `cargo test --release --test cli batch:: -- --ignored`.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "writes 200 MB"]
fn memory_does_not_grow_with_the_file() {
    for (begin, row, why) in [
        ("to,note\n", "+12025550123,\"some, text\"\n", "CSV"),
        ("[", "{\"to\":\"+12025550123\"},\n", "an array of JSON"),
    ] {
        let folder = with_map();
        let mut child = batch_command(&folder, &["-", "--column", "to", "-q"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(begin.as_bytes()).unwrap();
        let block = row.repeat(40_000);
        for _ in 0..100 {
            stdin.write_all(block.as_bytes()).unwrap();
        }
        if begin == "[" {
            stdin.write_all(b"{\"to\":\"+12025550123\"}]").unwrap();
        }
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        drop(stdin);
        assert!(child.wait().unwrap().success(), "{why}");
        let peak = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .unwrap();
        let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(peak < 64 * 1024, "{why}: {peak} kB at most");
    }
}
