#include "engine/cooperative/import_codes.hpp"

#include <algorithm>
#include <iterator>

namespace mutua::cooperative {

namespace {

constexpr Severity error = Severity::error;
constexpr Severity warning = Severity::warning;
constexpr Severity note = Severity::note;

// I0NN the file and its table, I1NN texts, words, dates and identifiers, I2NN numbers and amounts,
// I3NN rows against rows of the same key, I45N claims on a member's pay, I5NN against other facts.
constexpr MessageCode codes[] = {
    {"I001", error, "declaration_id,member_id,client_id,…"},
    {"I002", error, "iconv -f windows-1252 -t utf-8 june.csv"},
    {"I003", error, ""},
    {"I004", error, ""},
    {"I005", error, ""},
    {"I006", error, "\"say \"\"yes\"\"\""},
    {"I007", error, "a \"big\" job → \"a \"\"big\"\" job\""},
    {"I008", error, "design, print → \"design, print\""},
    {"I009", error, "prix → price"},
    {"I010", error, ""},
    {"I011", error, ""},
    {"I012", error, ""},
    {"I013", error, "[{\"member_id\": \"M-1\", …}]"},
    {"I014", error, "\"price\": \"250.00\""},
    {"I015", error, ""},
    {"I016", error, ""},
    {"I017", error, ""},
    {"I018", error, ""},
    {"I019", error, "mutua import members members.csv"},

    {"I101", error, ""},
    {"I102", error, ""},
    {"I103", error, "household: single"},
    {"I104", error, "BE"},
    {"I105", error, "yes"},
    {"I106", error, "M-0042"},
    {"I107", error, "304, 329.02"},
    {"I110", error, "3/11/2026 → 2026-11-03"},
    {"I111", error, "2026-11-31 → 2026-11-30"},
    {"I112", error, ""},
    {"I120", error, "85.07.30-033.28"},
    {"I121", error, "0999.000.228"},
    {"I122", error, "BE0999000228"},
    {"I123", error, "BE68 5390 0754 7034"},
    {"I124", error, "GKCCBEBB"},
    {"I125", error, "0208:0999000228"},
    {"I126", error, "info@example.be"},
    {"I127", error, ""},
    {"I128", warning, ""},
    {"I129", warning, ""},

    {"I201", error, "1234.50"},
    {"I202", error, "33.333 → 33.33"},
    {"I203", error, "250.00"},
    {"I204", error, "1.234 → 1234.00, 1.23"},
    {"I205", error, ""},
    {"I206", error, "7:36 → 7.60"},
    {"I207", error, "7.60"},
    {"I208", error, ""},
    {"I209", error, "18.00"},
    {"I210", error, "2"},
    {"I211", error, ""},

    {"I301", error, ""},
    {"I302", note, ""},
    {"I303", error, ""},
    {"I304", error, ""},
    {"I306", note, ""},
    {"I310", warning, ""},

    {"I450", error, "claim: garnishment, claim_amount: 1800.00"},
    {"I451", error, "claim: assignment, claim_amount: 950.00"},
    {"I452", error, "1800.00"},
    {"I453", error, "claim: maintenance, claim_amount: 4200.00, claim_per_month: 350.00"},

    {"I501", error, ""},
    {"I502", error, ""},
    {"I505", warning, ""},
};

}  // namespace

std::span<const MessageCode> import_codes() { return codes; }

const MessageCode* find_import_code(std::string_view code) {
    const auto* found = std::find_if(std::begin(codes), std::end(codes),
                                     [&](const MessageCode& row) { return row.code == code; });
    return found == std::end(codes) ? nullptr : found;
}

}  // namespace mutua::cooperative
