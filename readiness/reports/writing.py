"""One door to all writers: the ending of a name chooses the format, the edition what is in it."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from readiness.problems import ReadinessError
from readiness.reports.calendar import calendar_of
from readiness.reports.customer import TABLES as CUSTOMER_TABLES
from readiness.reports.customer_safe import require_customer_safe, secrets_of
from readiness.reports.files import write_whole
from readiness.reports.making import Step, made
from readiness.reports.material import Material
from readiness.reports.packs import pack_of
from readiness.reports.packs.summary import json_of
from readiness.reports.pdf import pdf_of
from readiness.reports.records import RECORDS, record_csv, record_xlsx
from readiness.reports.separated import table_csv
from readiness.reports.tables import TABLES
from readiness.reports.workbook import xlsx_of


def write_report(path: Path, material: Material, step: Step | None = None) -> None:
    """Write the report, whole or not at all; a customer's is read back first.

    `step` hears how many files of a pack are done, and raises to stop.

    Raises:
        ReadinessError: the format, table or pack is none, it could not be written, or a file for a customer
            holds what no customer may see; an older file is untouched.
    """
    content = report_of(path, material, step)
    if not material.edition.for_customer:
        write_whole(path, content)
        return
    secrets = secrets_of(material)
    write_whole(path, content, lambda written: require_customer_safe(path.name, written, secrets))


def report_of(path: Path, material: Material, step: Step | None = None) -> bytes:
    """The bytes of the report that the name's ending asks for.

    Raises:
        ReadinessError: the format, table or pack is none.
    """
    edition, ending = material.edition, path.suffix.lower()
    if (ending == ".zip") != bool(edition.pack):
        raise ReadinessError("export-pack" if edition.pack else "export-zip", name=path.name)
    writers: Mapping[str, Callable[[Material], bytes]] = {
        ".json": json_of,
        ".xlsx": _xlsx,
        ".pdf": pdf_of,
        ".csv": _csv,
        ".ics": calendar_of,
    }
    if ending == ".zip":
        return pack_of(material, step)
    if ending not in writers:
        raise ReadinessError("export-ending", ending=path.suffix or path.name)
    (content,) = made([partial(writers[ending], material)], step)
    return content


def _xlsx(material: Material) -> bytes:
    edition = material.edition
    if edition.table in RECORDS and not edition.for_customer:
        return record_xlsx(material.facts, edition.table)
    return xlsx_of(material)


def _csv(material: Material) -> bytes:
    edition = material.edition
    named = CUSTOMER_TABLES if edition.for_customer else (*TABLES, *RECORDS[1:])
    if edition.table not in named:
        raise ReadinessError("export-table", tables=named)
    if edition.table in RECORDS and not edition.for_customer:
        return record_csv(material.facts, edition.table)
    return table_csv(edition.table, material)
