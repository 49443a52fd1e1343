#include "engine/settlement/trade/trade_codes.hpp"

#include <utility>

namespace mutua::settlement {

namespace {

/// Every list begins and ends with a blank.
constexpr std::string_view unit_codes =
    " HUR MIN SEC DAY WEE MON QAN ANN C62 H87 EA PR SET LS E48 E49 KMT MTR CMT MMT SMI NMP MTK MTQ "
    "LTR KGM GRM TNE KWH MWH XPP XBX ";
constexpr std::string_view payment_codes = " 1 10 20 30 42 48 49 54 55 57 58 59 97 ZZZ ";
constexpr std::string_view allowance_codes =
    " 41 42 60 62 63 64 65 66 67 68 70 71 88 95 100 102 103 104 105 ";
constexpr std::string_view charge_codes =
    " AA AAA AAC ABK ABL ABT ADR ADT AEV CG CS DL FC FI HD LA PC PL RAD SH TAC WH ";
constexpr std::string_view vat_point_codes = " 3 35 432 ";

/// Reasons of exemption, but for those that a rule binds to another category.
constexpr std::string_view exemption_codes =
    " VATEX-EU-79-C VATEX-EU-132 VATEX-EU-132-1A VATEX-EU-132-1B VATEX-EU-132-1C VATEX-EU-132-1D "
    "VATEX-EU-132-1E VATEX-EU-132-1F VATEX-EU-132-1G VATEX-EU-132-1H VATEX-EU-132-1I "
    "VATEX-EU-132-1J VATEX-EU-132-1K VATEX-EU-132-1L VATEX-EU-132-1M VATEX-EU-132-1N "
    "VATEX-EU-132-1O VATEX-EU-132-1P VATEX-EU-132-1Q VATEX-EU-135-1 VATEX-EU-143 VATEX-EU-143-1A "
    "VATEX-EU-143-1B VATEX-EU-143-1C VATEX-EU-143-1D VATEX-EU-143-1E VATEX-EU-143-1F "
    "VATEX-EU-143-1FA VATEX-EU-143-1G VATEX-EU-143-1H VATEX-EU-143-1I VATEX-EU-143-1J "
    "VATEX-EU-143-1K VATEX-EU-143-1L VATEX-EU-144 VATEX-EU-146-1E VATEX-EU-148 VATEX-EU-148-A "
    "VATEX-EU-148-B VATEX-EU-148-C VATEX-EU-148-D VATEX-EU-148-E VATEX-EU-148-F VATEX-EU-148-G "
    "VATEX-EU-151 VATEX-EU-151-1A VATEX-EU-151-1AA VATEX-EU-151-1B VATEX-EU-151-1C "
    "VATEX-EU-151-1D VATEX-EU-151-1E VATEX-EU-153 VATEX-EU-159 VATEX-EU-309 VATEX-EU-D "
    "VATEX-EU-F VATEX-EU-I VATEX-EU-J ";

constexpr std::pair<VatCategory, std::string_view> bound_codes[] = {
    {VatCategory::reverse_charge, "VATEX-EU-AE"},
    {VatCategory::intra_community, "VATEX-EU-IC"},
    {VatCategory::export_outside, "VATEX-EU-G"},
    {VatCategory::out_of_scope, "VATEX-EU-O"}};

bool is_among(std::string_view list, std::string_view code) {
    if (code.empty() || code.find(' ') != std::string_view::npos) { return false; }
    for (std::size_t at = list.find(code); at != std::string_view::npos;
         at = list.find(code, at + 1)) {
        if (list[at - 1] == ' ' && list[at + code.size()] == ' ') { return true; }
    }
    return false;
}

}  // namespace

bool is_unit(std::string_view code) { return is_among(unit_codes, code); }

bool is_payment_means(std::string_view code) { return is_among(payment_codes, code); }

bool is_reason_code(AdjustmentKind kind, std::string_view code) {
    return is_among(kind == AdjustmentKind::allowance ? allowance_codes : charge_codes, code);
}

bool is_vat_point_code(std::string_view code) { return is_among(vat_point_codes, code); }

std::string_view only_exemption_of(VatCategory category) {
    for (const auto& [bound, code] : bound_codes) {
        if (bound == category) { return code; }
    }
    return {};
}

std::optional<VatCategory> category_of_exemption(std::string_view code) {
    for (const auto& [category, bound] : bound_codes) {
        if (bound == code) { return category; }
    }
    return is_among(exemption_codes, code) ? std::optional{VatCategory::exempt} : std::nullopt;
}

}  // namespace mutua::settlement
