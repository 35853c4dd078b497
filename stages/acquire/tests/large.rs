//! Files larger than what is read at once, made here, through the public door.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::LazyLock;

use chancery_acquire::{Acquired, Furniture, Input, Options, pieces};
use chancery_data::Data;

static FURNITURE: LazyLock<Furniture> =
    LazyLock::new(|| Furniture::new(&Data::builtin().expect("the knowledge is sound").chrome));

const MIB: usize = 1 << 20;

/// A file of this name with what `write` puts into it, read piece by piece.
fn read(name: &str, write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>) -> Vec<Acquired> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let mut file = BufWriter::new(File::create(&path).unwrap());
    write(&mut file).and_then(|()| file.flush()).unwrap();
    let input = Input::File(path);
    pieces(&input, &[], &FURNITURE, &Options::default()).collect()
}

fn told(pieces: &[Acquired]) -> Vec<String> {
    let of = |problem: &chancery_acquire::AcquireError| {
        let words = problem.to_string();
        let (before, after) = words.split_once('`').unwrap();
        let (path, after) = after.split_once('`').unwrap();
        format!("{before}`{}`{after}", Path::new(path).file_name().unwrap_or_default().to_string_lossy())
    };
    pieces.iter().flat_map(|piece| &piece.problems).map(of).collect()
}

/// A line of about a mebibyte.
fn line(number: usize) -> String {
    format!("{{\"id\":{number},\"text\":\"The envoys met.\",\"raw\":\"{}\"}}\n", "x".repeat(MIB))
}

#[test]
fn lines_beyond_what_is_read_at_once_come_in_pieces() {
    let pieces = read("corpus.jsonl", |file| {
        (1..=70).try_for_each(|number| file.write_all(line(number).as_bytes()))?;
        file.write_all(b"{broken\n")
    });
    let keys: Vec<_> = pieces.iter().flat_map(|piece| &piece.reports).map(|report| report.key.clone()).collect();
    assert_eq!(keys, (1..=70).map(|number| number.to_string()).collect::<Vec<_>>());
    assert!(pieces.iter().all(|piece| piece.reports.len() <= 5), "memory holds a few lines at a time");
    let told = told(&pieces);
    assert!(told.len() == 1 && told[0].starts_with("line 71 of `"), "{told:?}");
}

#[test]
fn a_line_that_is_longer_than_any_report_ends_the_file() {
    let pieces = read("corpus.jsonl", |file| {
        file.write_all(line(1).as_bytes())?;
        file.write_all(b"{\"text\":\"")?;
        (0..65).try_for_each(|_| file.write_all(&[b'x'; MIB]))?;
        file.write_all(b"\"}\n")?;
        file.write_all(line(3).as_bytes())
    });
    assert_eq!(pieces.iter().map(|piece| piece.reports.len()).sum::<usize>(), 1);
    let told = told(&pieces);
    assert!(told.len() == 1 && told[0].starts_with("line 2 of `"), "{told:?}");
}

#[test]
fn one_value_over_many_lines_is_told_once() {
    let pieces = read("corpus.json", |file| {
        file.write_all(b"{\n")?;
        (0..70).try_for_each(|number| writeln!(file, "\"{number}\": \"{}\",", "x".repeat(MIB)))?;
        file.write_all(b"\"text\": \"Talks\"}\n")
    });
    assert!(pieces.iter().all(|piece| piece.reports.is_empty()));
    let told = told(&pieces);
    assert_eq!(told, ["`corpus.json` is JSON but not JSON Lines; write one report a line"]);
}

#[test]
fn other_files_are_refused_at_once() {
    let pieces = read("page.html", |file| {
        file.write_all(b"<html><body>")?;
        (0..65).try_for_each(|_| file.write_all(&[b' '; MIB]))
    });
    assert_eq!(told(&pieces), ["`page.html` is larger than 64 MiB; split it into smaller files"]);
}

#[test]
fn an_archive_beyond_what_is_read_at_once_comes_in_pieces() {
    let record = |media: &str, number: usize, body: &[u8]| {
        let block = [format!("HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n").as_bytes(), body].concat();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), &block, b"\r\n\r\n"].concat()
    };
    let page = |number: usize| {
        format!(
            "<html><head><title>Talks {number}</title></head><body><article><p>The envoys of Norway and Chile met in Lima on Monday and spoke for two hours, the ministry said.</p><p>They will meet again in a week, and the ministers will join them then.</p></article></body></html>"
        )
    };
    let pieces = read("news.warc", |file| {
        (0..100).try_for_each(|number| {
            file.write_all(&record("image/png", number, &vec![0; MIB]))?;
            file.write_all(&record("text/html", number, page(number).as_bytes()))
        })
    });
    let titles: Vec<_> = pieces.iter().flat_map(|piece| &piece.reports).filter_map(|r| r.title.clone()).collect();
    assert_eq!(titles, (0..100).map(|number| format!("Talks {number}")).collect::<Vec<_>>());
    assert!(pieces.iter().all(|piece| piece.problems.is_empty()));
    assert!(pieces.len() > 5, "memory holds some pages at a time");
}
