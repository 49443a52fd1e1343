#include "formats/tabular/import_members.hpp"

#include "formats/tabular/import_columns.hpp"
#include "formats/tabular/import_field_values.hpp"
#include "formats/tabular/import_rows.hpp"

namespace mutua::tabular {

namespace {

using cooperative::Member;

// How large a count may be before it is a slip of the finger; what is lawful, rules decide.
constexpr std::int64_t most_dependants = 99;
constexpr std::int64_t most_shares = 1'000'000;
constexpr std::int64_t most_hours = 9'999;

void read_person(FieldReader& row, const ImportOptions& options, Member& member) {
    member.code = MemberCode{row.key("member_id")};
    member.given_name = row.text("given_name", 100);
    member.family_name = row.text("family_name", 100);
    if (auto number = read_national_number(row, "national_number", options.today)) {
        member.national_number = std::move(*number);
    }
    if (auto iban = read_iban(row, "iban")) { member.iban = std::move(*iban); }
    if (const auto language = read_language(row, "language")) { member.language = *language; }
    if (auto email = read_email(row, "email")) { member.email = std::move(*email); }
    member.address = read_address(row);
    member.bic = read_bic(row, "bic");
    member.share_count = read_count(row, "share_count", most_shares).value_or(0);
}

void read_household(FieldReader& row, const ImportOptions& options, Member& member) {
    member.household = row.word("household", options.households);
    member.children = read_count(row, "children", most_dependants).value_or(0);
    member.disabled_children = read_count(row, "disabled_children", most_dependants).value_or(0);
    member.other_dependants = read_count(row, "other_dependants", most_dependants).value_or(0);
    member.single_parent = row.flag("single_parent");
    member.disabled = row.flag("disabled");
    if (row.is_sound() && member.disabled_children > member.children) {
        row.fault("disabled_children", "I211",
                  std::to_string(member.disabled_children) + " are more than the " +
                      std::to_string(member.children) + " children of the member",
                  "count them among the children too");
    }
}

void read_employment(FieldReader& row, const ImportOptions& options, Member& member) {
    member.worker_category = row.word("worker_category", options.worker_categories);
    member.joint_committee = row.joint_committee("joint_committee");
    if (const auto hours = read_hours(row, "weekly_hours")) {
        if (*hours <= 0) {
            row.fault("weekly_hours", "I207", "the hours are zero or below",
                      "write the hours of a week such as `38.00`, or nothing for full time");
        }
        member.weekly_hours = mutua::to_string(euro_cents(*hours));
    }
    member.withholding_rate = read_percentage(row, "withholding_rate");
    member.student_hours_elsewhere =
        read_count(row, "student_hours_elsewhere", most_hours).value_or(0);
}

std::optional<Money> read_claimed(FieldReader& row, std::string_view column) {
    const auto amount = read_amount(row, column);
    if (amount && *amount <= Money{}) {
        row.fault(column, "I452", "what creditors claim is zero or below",
                  "write what they claim such as `1800.00`, or leave the claim out");
    }
    return amount;
}

/// Columns that only make sense together. Messages name no amount: a claim is nobody else's matter.
void read_claim(FieldReader& row, const ImportOptions& options, Member& member) {
    const std::string kind = row.word("claim", options.claim_kinds);
    const auto amount = read_claimed(row, "claim_amount");
    const auto per_month = read_claimed(row, "claim_per_month");
    const auto children = read_count(row, "claim_children", most_dependants);
    if (row.written("claim").empty()) {
        for (const char* column : {"claim_amount", "claim_per_month", "claim_children"}) {
            if (row.written(column).empty()) { continue; }
            row.fault(column, "I451", "there is something of a claim, and no claim",
                      "write the kind of claim in `claim`, or leave this out");
        }
        return;
    }
    if (row.written("claim_amount").empty()) {
        row.fault("claim", "I450", "nothing says how much is claimed",
                  "write in `claim_amount` all that was claimed so far");
    }
    if (kind == "maintenance" && row.written("claim_per_month").empty()) {
        row.fault("claim", "I453", "nothing says how much of a month the judgment lets be taken",
                  "write the judgment's amount in `claim_per_month`");
    }
    member.claim = cooperative::Claim{kind, amount.value_or(Money{}), per_month, children};
}

ImportBatch<Member> read_member_rows(std::shared_ptr<const ImportSource> source,
                                     const ImportOptions& options) {
    return read_rows<Member>(std::move(source), options, "member_id", [&](FieldReader& row) {
        Member member;
        read_person(row, options, member);
        read_employment(row, options, member);
        read_household(row, options, member);
        read_claim(row, options, member);
        return member;
    });
}

}  // namespace

ImportBatch<Member> read_members(std::string bytes, const std::string& file,
                                 const ImportOptions& options) {
    return read_member_rows(std::make_shared<const ImportSource>(std::move(bytes), file,
                                                                 member_columns, options.limits),
                            options);
}

ImportBatch<Member> read_member(const std::vector<std::pair<std::string, std::string>>& fields,
                                const std::string& origin, const ImportOptions& options) {
    return read_member_rows(std::make_shared<const ImportSource>(fields, origin, member_columns),
                            options);
}

}  // namespace mutua::tabular
