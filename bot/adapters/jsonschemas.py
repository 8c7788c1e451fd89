"""JSON Schemas of the YAML files, made of the models that judge them: an editor completes and checks while typing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from bot.adapters import channelschema, schema, wheelschema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

FOLDER = "skjema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
REMARK = "Laget av modellene i Kodevakt med «kodevakt skjema». Endres ikke for hånd."
KNOWLEDGE: Mapping[str, Any] = {"kunnskap": schema.Fil}
SCHEDULES: Mapping[str, Any] = {
    "arshjul": wheelschema.Arshjulfil,
    "fylker": wheelschema.Fylkefil,
    "kanaler": channelschema.Kanalfil | None,
    "ordliste": schema.Ordfil,
}


class _ForAdmins(GenerateJsonSchema):
    """Without the names and the English words of the classes; a mapping takes no keys but those of its pattern."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the signature is pydantic's
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        return {key: value for key, value in made.items() if key not in ("title", "description")}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        made = super().dict_schema(schema)
        return made | {"additionalProperties": False} if "patternProperties" in made else made


def describe(name: str, shape: Any) -> dict[str, Any]:
    """Return the JSON Schema of the files of *shape*."""
    made = TypeAdapter(shape).json_schema(schema_generator=_ForAdmins)
    return {"$schema": DIALECT, "title": f"Kodevakt: {name}", "$comment": REMARK, **made}


def texts(shapes: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each schema file by its name."""
    made = {f"{name}.json": describe(name, shape) for name, shape in shapes.items()}
    return {name: json.dumps(found, ensure_ascii=False, indent=2) + "\n" for name, found in made.items()}


def write(knowledge: Path, schedules: Path) -> list[Path]:
    """Write the schemas into both folders and return where they are."""
    written = []
    for folder, shapes in ((knowledge, KNOWLEDGE), (schedules, SCHEDULES)):
        (folder / FOLDER).mkdir(exist_ok=True)
        for name, text in texts(shapes).items():
            path = folder / FOLDER / name
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written
