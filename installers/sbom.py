"""The bill of materials (CycloneDX) of exactly the files that are in the bundle, each with its SHA-256."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from installers.contents import Entry
from installers.notices import INSIDE, terms_of
from installers.origins import Origin, origin_of
from installers.paths import BUILD, NAME, SBOM, epoch, version

_TYPES: Final = {"pypi": "pypi", "system": "deb", "python": "generic", "own": "generic"}


def written(files: Iterable[Entry], modules: Iterable[Entry]) -> list[Entry]:
    """Write it and say where it goes: beside the licences."""
    held: dict[Origin, list[Entry]] = defaultdict(list)
    for entry in files:
        if entry[2] != "SYMLINK":
            held[_origin(entry[1])].append(entry)
    compiled = Counter(_origin(source) for _, source, _ in modules if source)
    components = [_component(origin, held[origin], compiled) for origin in sorted({*held, *compiled})]
    outputter = make_outputter(_bom(components), OutputFormat.JSON, SchemaVersion.V1_6)
    SBOM.parent.mkdir(parents=True, exist_ok=True)
    SBOM.write_text(outputter.output_as_string(indent=1) + "\n", encoding="utf-8", newline="\n")
    return [(f"{INSIDE}/{SBOM.name}", str(SBOM), "DATA")]


def _origin(source: str) -> Origin:
    """What is made while building belongs to the product: the folder of licences, its record."""
    return Origin("own", NAME, version()) if Path(source).is_relative_to(BUILD) else origin_of(source)


def _bom(components: Iterable[Component]) -> Bom:
    product = Component(name=NAME, version=version(), type=ComponentType.APPLICATION, bom_ref=NAME)
    made = Bom(
        components=components,
        metadata=BomMetaData(component=product, timestamp=datetime.fromtimestamp(epoch(), UTC)),
        serial_number=uuid5(NAMESPACE_URL, f"{NAME} {version()} {epoch()}"),
    )
    made.register_dependency(product, components)
    return made


def _component(origin: Origin, files: Iterable[Entry], compiled: Mapping[Origin, int]) -> Component:
    terms = terms_of(origin)
    reference = f"{origin.kind}:{origin.name}"
    return Component(
        name=origin.name,
        version=origin.version or None,
        bom_ref=reference,
        purl=PackageURL(_TYPES[origin.kind], None, origin.name, origin.version or None),
        licenses=[LicenseFactory().make_from_string(terms)] if origin.kind != "system" else None,
        components=[_file(inside, Path(source), reference) for inside, source, _ in sorted(files)],
        properties=[Property(name="compiled-modules", value=str(compiled.get(origin, 0)))],
    )


def _file(inside: str, source: Path, reference: str) -> Component:
    name = inside.replace("\\", "/")
    content = hashlib.sha256(source.read_bytes()).hexdigest()
    return Component(
        name=name,
        type=ComponentType.FILE,
        bom_ref=f"{reference}/{name}",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=content)],
    )
