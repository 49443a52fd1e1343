#include "engine/store/schema.hpp"

#include <iterator>

namespace mutua::store {

namespace {

constexpr const char* facts_elsewhere[] = {
    "alter table member add column claim_children integer"
    " check (claim_children is null or (claim is not null and claim_children >= 0))",
    "alter table member add column student_hours_elsewhere integer not null default 0"
    " check (student_hours_elsewhere >= 0)",
    "alter table member_change add column claim_children integer"
    " check (claim_children is null or (claim is not null and claim_children >= 0))",
    "alter table member_change add column student_hours_elsewhere integer not null default 0"
    " check (student_hours_elsewhere >= 0)",
};

}  // namespace

std::vector<std::string> schema_4() {
    return {std::begin(facts_elsewhere), std::end(facts_elsewhere)};
}

}  // namespace mutua::store
