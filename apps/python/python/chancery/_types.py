"""What the functions take."""

from collections.abc import Mapping
from datetime import date
from os import PathLike
from typing import Any, TypeAlias

# A text, an object with `text`, a path of a file or folder, the bytes of a file.
Report: TypeAlias = str | Mapping[str, Any] | PathLike[str] | bytes
# A day or moment: `2025-12-08`, `datetime.date`, `datetime.datetime`; a publication date may be any date of EDTF.
Date: TypeAlias = str | date
Path: TypeAlias = str | PathLike[str]
