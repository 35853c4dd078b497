//! Bytes in, reports out: files, HTML, feeds, encodings, publication dates, site chrome
