#include "formats/filings/announcement_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace mutua::filings {

namespace {

using settlement::Announcement;

/// Whole hours, as the message takes them; nothing where the worker type has none.
std::string planned_hours(const Announcement& one) {
    if (!one.planned_hours_hundredths) { return ""; }
    require(*one.planned_hours_hundredths % 100 == 0, "whole hours are announced");
    return std::to_string(*one.planned_hours_hundredths / 100);
}

/// The message has a word of its own for the committees that it does not tell apart.
std::string joint_committee(const Announcement& one) {
    return one.joint_committee == "other" ? std::string(3, 'X') : one.joint_committee;
}

struct Column {
    const char* name;
    std::string (*value)(const Announcement&);
    bool is_number = false;  ///< in JSON: not a text, and null when empty
};

constexpr Column columns[] = {
    {"declaration", [](const Announcement& one) { return one.declaration.text(); }},
    {"member", [](const Announcement& one) { return one.member.text(); }},
    {"action",
     [](const Announcement& one) { return std::string{one.is_cancelled ? "CANCEL" : "IN"}; }},
    {"employer_number", [](const Announcement& one) { return one.employer_number.text(); }},
    {"national_number", [](const Announcement& one) { return one.national_number.text(); }},
    {"worker_type", [](const Announcement& one) { return one.worker_type; }},
    {"joint_committee", joint_committee},
    {"start_date", [](const Announcement& one) { return to_string(one.start_date); }},
    {"end_date", [](const Announcement& one) { return to_string(one.end_date); }},
    {"planned_hours", planned_hours, true},
    {"due_on", [](const Announcement& one) { return to_string(one.due_on); }},
    {"change_until", [](const Announcement& one) { return to_string(one.change_until); }},
};

/// Keys, numbers, days and codes hold nothing that a CSV or JSON would have to quote.
std::string plain_value(const Column& column, const Announcement& one) {
    std::string value = column.value(one);
    const bool is_plain = std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '-' || c == '_' || c == '.';
    });
    require(is_plain, "an announcement is made of keys, numbers and days");
    return value;
}

std::string json_value(const Column& column, const Announcement& one) {
    const std::string value = plain_value(column, one);
    if (!column.is_number) { return '"' + value + '"'; }
    return value.empty() ? "null" : value;
}

}  // namespace

std::string write_announcements_csv(const std::vector<Announcement>& announcements) {
    std::string text;
    const auto end_cell = [&text](const Column& column) {
        text += &column == std::end(columns) - 1 ? '\n' : ',';
    };
    for (const Column& column : columns) {
        text += column.name;
        end_cell(column);
    }
    for (const Announcement& one : announcements) {
        for (const Column& column : columns) {
            text += plain_value(column, one);
            end_cell(column);
        }
    }
    return text;
}

std::string write_announcements_json(const std::vector<Announcement>& announcements) {
    std::string text;
    for (const Announcement& one : announcements) {
        std::string members;
        for (const Column& column : columns) {
            members += fmt::format("{}\"{}\": {}", members.empty() ? "" : ", ", column.name,
                                   json_value(column, one));
        }
        text += (text.empty() ? "[\n  {" : ",\n  {") + members + '}';
    }
    return text.empty() ? "[]\n" : text + "\n]\n";
}

}  // namespace mutua::filings
