"""Every rule, by its code: adding one is a file and a line here."""

from __future__ import annotations

from importlib import import_module

from sectool.rules.rule import Rule

MODULES = (
    "y101_file_cannot_be_read",
    "y102_not_yaml",
    "y103_key_twice",
    "y104_yaml_machinery",
    "y105_invisible_character",
    "y106_comma_in_braces",
    "y107_release_without_file",
    "y108_comment_cuts_value",
    "y201_unknown_key",
    "y202_missing_key",
    "y203_wrong_kind",
    "y204_value_not_valid",
    "y205_name_of_file",
    "y206_file_not_read",
    "y301_unknown_name",
    "y302_waiver_without_finding",
    "y303_waiver_by_nobody",
    "m104_unknown_event",
    "m105_keys_of_event",
    "m106_entry_without_time",
    "m107_parts_hold_all",
    "m108_schedule_listed",
    "m109_irps_unknown",
    "m110_cost_phases",
    "m111_cut_off_after_go_live",
    "r101_document_without_tick",
    "r102_not_all_parties",
    "r103_operational_costs",
    "r104_stated_figure",
    "r105_specification_rows",
    "r106_targeted_without_cut_off",
    "r107_impact_not_ticked",
    "r108_go_live_twice",
    "r109_scope_without_facts",
    "t101_phrase_not_understood",
    "t102_unknown_milestone_or_body",
    "t103_circle",
    "t104_not_a_working_day",
    "t105_wrong_kind_of_day",
    "t106_stated_date",
    "t107_phase_not_closed_out",
    "t108_order_left_open",
    "t109_meetings_skipped",
    "t110_no_go_live",
    "t111_out_of_calendar",
    "c101_calendar_row",
    "c102_body",
    "c103_meeting_on_a_holiday",
    "d101_acronym_unknown",
    "d102_stated_name",
    "d103_other_name_of_body",
    "d104_versions_out_of_order",
    "d105_annex_missing",
    "d106_template",
    "d107_style",
    "d108_character_without_glyph",
)

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (Rule.of(import_module(f"sectool.rules.{name}")) for name in MODULES)
}
