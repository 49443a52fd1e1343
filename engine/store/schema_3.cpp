#include "engine/store/schema.hpp"

#include <iterator>

namespace mutua::store {

namespace {

constexpr const char* creditors[] = {
    "alter table member add column claim text check (claim <> '')",
    "alter table member add column claim_amount_cents integer"
    " check ((claim is null) = (claim_amount_cents is null))",
    "alter table member add column claim_per_month_cents integer"
    " check (claim_per_month_cents is null or claim is not null)",
    "alter table member_change add column claim text check (claim <> '')",
    "alter table member_change add column claim_amount_cents integer"
    " check ((claim is null) = (claim_amount_cents is null))",
    "alter table member_change add column claim_per_month_cents integer"
    " check (claim_per_month_cents is null or claim is not null)",
    // `to_pay_cents` stays what is due, net pay and expenses; what creditors get goes off it.
    "alter table payslip add column claim text check (claim <> '')",
    "alter table payslip add column withheld_for_creditors_cents integer not null default 0"
    " check (withheld_for_creditors_cents >= 0"
    " and (claim is null) = (withheld_for_creditors_cents = 0))",
    "alter table difference_slip add column claim text check (claim <> '')",
    "alter table difference_slip add column withheld_for_creditors_cents integer not null default 0"
    " check (withheld_for_creditors_cents >= 0"
    " and (claim is null) = (withheld_for_creditors_cents = 0))",
};

}  // namespace

std::vector<std::string> schema_3() { return {std::begin(creditors), std::end(creditors)}; }

}  // namespace mutua::store
