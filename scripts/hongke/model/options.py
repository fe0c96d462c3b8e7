"""What a catalogue sets for itself, under `plugins: - hongke:` in its `mkdocs.yml`."""

from __future__ import annotations

from pydantic import Field

from hongke.model.base import Model


class Options(Model):
    """The plugin's options; what is not set is not checked and not converted."""

    minutes_per_hour: int | None = Field(None, title="一学时分钟数", gt=0)
    """本单位一学时合多少分钟，如 45。设了才核对课程学时与单元分钟数、课次学时与起止时间；各地不同，没有默认值。"""
    hours_per_day: float | None = Field(None, title="一天学时数", gt=0)
    """本单位一天合多少学时，如 8 或 6。设了才在天数和学时之间换算；各地不同，没有默认值。"""
    drafts: bool = Field(False, title="构建草稿")
    """写 true 时草稿也构建，供内部预览；默认不构建。"""
