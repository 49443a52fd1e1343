#pragma once

#include "engine/settlement/announcement.hpp"

#include <string>
#include <vector>

/// What the authorities want to be told, as files for programs. They hold national numbers: social
/// and tax files may, nothing else, and their reader is their owner.
namespace mutua::filings {

/// Announcements as CSV with a header, a row an announcement in the order given; line ends are LF.
/// Hours are whole ones, as the message takes them; empty where the worker type has none.
/// Errors: hours that are not whole are a ContractViolation.
[[nodiscard]] std::string write_announcements_csv(
    const std::vector<settlement::Announcement>& announcements);

/// The same as a JSON list of objects; hours are a number, or null.
[[nodiscard]] std::string write_announcements_json(
    const std::vector<settlement::Announcement>& announcements);

}  // namespace mutua::filings
