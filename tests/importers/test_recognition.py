"""Files are known by their headers: of all that Partner Center gives, the Trainings exports and no others."""

import json
from pathlib import Path
from typing import Any

import pytest

from readiness.importers.trainings import COLUMN_NAMES, missing_columns
from readiness.problems import SourceError

Read = Any
OTHERS = {
    "Microsoft Learn": "UserName,UserId,TrainingName,TrainingType,CompletionDate,MPNId,PartnerName,Country",
    "Skilling": "Individual name,Certification name,Expiry date",
    "Customers": "Microsoft ID,Company name,Primary domain name,Relationship",
    "Learn transcript": "Exam Title,Exam Number,Exam Date",
}


@pytest.mark.parametrize("header", OTHERS.values(), ids=OTHERS)
def test_another_file_of_partner_center_is_not_taken_for_one(header: str, read: Read) -> None:
    with pytest.raises(SourceError) as caught:
        read(header + "\r\n" + "x," * header.count(",") + "x\r\n")
    assert caught.value.message.code == "error.source-unknown"


def test_of_all_known_headers_only_the_trainings_exports_are_recognised() -> None:
    path = Path(__file__).parents[3] / "shared" / "samples" / "known_headers.json"
    if not path.is_file():
        pytest.skip("the list of known headers is not on this machine; four of its kinds were tried instead")
    headers = json.loads(path.read_text("utf-8"))
    taken = [name for name, columns in headers.items() if not missing_columns(columns)]
    assert len(headers) > 50
    assert len(taken) == 3
    assert all("Training" in name for name in taken)
    for name in taken:
        unknown = [column for column in headers[name] if column.casefold() not in COLUMN_NAMES]
        assert unknown == []
