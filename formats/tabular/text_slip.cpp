#include "formats/tabular/text_slip.hpp"

namespace mutua::tabular {

void put_employer(TextPage& page, const cooperative::Entity& employer, const std::string& title,
                  const std::string& period, cooperative::Language language) {
    page.sides(employer.name, title);
    const auto lines = address_lines(employer.address, employer.address.country);
    for (std::size_t at = 0; at < lines.size(); ++at) {
        page.sides(lines[at], at == 0 ? period : "");
    }
    page.text(word(Word::employer_number, language) + " " +
              employer_number_text(employer.employer_number));
}

void put_worker(TextPage& page, const cooperative::Member& member,
                const cooperative::Entity& employer, cooperative::Language language) {
    page.labelled(word(Word::worker, language), member.given_name + " " + member.family_name);
    for (const auto& line : address_lines(member.address, employer.address.country)) {
        page.labelled("", line);
    }
    page.labelled(word(Word::register_number, language), member.code.text());
    page.labelled(word(Word::national_number, language),
                  national_number_text(member.national_number));
}

void put_household(TextPage& page, const cooperative::Member& member,
                   cooperative::Language language) {
    page.labelled(word(Word::situation, language), name_of(member.household, language));
    const auto count = [&](Word name, std::int64_t number) {
        if (number > 0) { page.labelled(word(name, language), std::to_string(number)); }
    };
    const auto flag = [&](Word name, bool holds) {
        if (holds) { page.labelled(word(name, language), word(Word::yes, language)); }
    };
    count(Word::children, member.children);
    count(Word::disabled_children, member.disabled_children);
    count(Word::other_dependants, member.other_dependants);
    flag(Word::single_parent, member.single_parent);
    flag(Word::disabled, member.disabled);
    if (!member.withholding_rate.empty()) {
        page.labelled(word(Word::withholding_rate, language),
                      percent_text(member.withholding_rate, language));
    }
}

void put_employer(TextPage& page, const settlement::Payslip& slip, const std::string& title,
                  cooperative::Language language) {
    put_employer(page, slip.employer, title + " " + to_string(slip.id),
                 month_text(slip.month, language), language);
}

std::string days_text(const std::vector<Date>& days, cooperative::Language language) {
    std::string text;
    for (const Date day : days) { text += (text.empty() ? "" : ", ") + day_text(day, language); }
    return text;
}

std::string withheld_label(const settlement::Payslip& slip, cooperative::Language language) {
    const std::string label = word(Word::withheld_for_creditors, language);
    const auto& claim = slip.member.claim;
    return claim ? label + " (" + name_of(claim->kind, language) + ")" : label;
}

void put_provisional(TextPage& page, const std::vector<settlement::ProvisionalNote>& notes,
                     cooperative::Language language) {
    const char* between = language == cooperative::Language::fr ? " ; " : "; ";
    std::string text;
    for (const settlement::ProvisionalNote& note : notes) {
        text += (text.empty() ? " " : between) + note.label.in(cooperative::to_string(language));
    }
    if (!text.empty()) { page.text(word(Word::provisional, language) + text); }
}

std::size_t first_deduction_of(const std::vector<settlement::PayslipLine>& lines) {
    if (lines.empty() || lines.back().role != "total") { return lines.size(); }
    const auto is_own = [&](const settlement::PayslipLine& one) {
        return one.role != "total" && one.section == lines.back().section;
    };
    std::size_t first = lines.size() - 1;
    while (first > 0 && is_own(lines[first - 1])) { --first; }
    return first > 0 && lines[first - 1].role == "total" ? first : lines.size();
}

void put_worker(TextPage& page, const settlement::Payslip& slip, cooperative::Language language) {
    const cooperative::Member& member = slip.member;
    put_worker(page, member, slip.employer, language);
    std::string category = name_of(slip.worker_category, language);
    if (!slip.joint_committee.empty()) {
        category += ", " + word(Word::joint_committee, language) + " " + slip.joint_committee;
    }
    page.labelled(word(Word::category, language), category);
    put_household(page, member, language);
}

}  // namespace mutua::tabular
