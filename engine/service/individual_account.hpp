#pragma once

#include "engine/settlement/individual_account.hpp"
#include "engine/store/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mutua::service {

/// What the JSON of a slip says: of a payslip its amounts, of a difference slip what it changed.
using IssuedSlipReader = std::function<settlement::Payslip(const std::string& json)>;

/// The individual accounts of a member, from the slips that were issued: of one year, or one of
/// each year. Empty when there is no slip.
[[nodiscard]] std::vector<settlement::IndividualAccount> individual_accounts(
    store::Store& store, const EntityCode& entity, const MemberCode& member,
    std::optional<int> year, const IssuedSlipReader& read);

/// The years of which there are slips, of a member or of all.
[[nodiscard]] std::vector<int> paid_years(store::Store& store, const EntityCode& entity,
                                          const std::optional<MemberCode>& member);

/// The members who have slips, of a year or of all, in order of their codes.
[[nodiscard]] std::vector<MemberCode> paid_members(store::Store& store, const EntityCode& entity,
                                                   std::optional<int> year);

}  // namespace mutua::service
