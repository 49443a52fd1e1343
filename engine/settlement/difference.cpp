#include "engine/settlement/difference.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace mutua::settlement {

namespace {

using Kind = DifferenceCause::Kind;

constexpr std::array<std::string_view, 4> cause_names = {"late_declaration", "member_changed",
                                                         "rules_changed", "credited_declaration"};

/// The facts of a member that pay is computed from, by name, in a fixed order.
std::vector<std::pair<std::string, std::string>> facts_of_pay(const cooperative::Member& member) {
    const auto flag = [](bool value) { return std::string{value ? "yes" : "no"}; };
    return {{"worker_category", member.worker_category},
            {"joint_committee", member.joint_committee},
            {"household", member.household},
            {"children", std::to_string(member.children)},
            {"disabled_children", std::to_string(member.disabled_children)},
            {"other_dependants", std::to_string(member.other_dependants)},
            {"single_parent", flag(member.single_parent)},
            {"disabled", flag(member.disabled)},
            {"withholding_rate", member.withholding_rate}};
}

const PayslipEngagement* engagement_of(const Payslip& slip, const DeclarationCode& declaration) {
    const auto found =
        std::find_if(slip.engagements.begin(), slip.engagements.end(),
                     [&](const auto& one) { return one.declaration == declaration; });
    return found == slip.engagements.end() ? nullptr : &*found;
}

void subtract(PayslipEngagement& from, const PayslipEngagement& before) {
    from.hours_hundredths -= before.hours_hundredths;
    for (Money PayslipEngagement::*amount :
         {&PayslipEngagement::gross_pay, &PayslipEngagement::expenses,
          &PayslipEngagement::provision, &PayslipEngagement::actual_cost,
          &PayslipEngagement::net_pay}) {
        from.*amount = from.*amount - before.*amount;
    }
}

/// What changed of each engagement; one that is gone gives back all that it had.
std::vector<PayslipEngagement> engagement_changes(const DifferenceSlip& slip) {
    std::vector<PayslipEngagement> changes = slip.now.engagements;
    for (PayslipEngagement& one : changes) {
        const auto* before = engagement_of(slip.before, one.declaration);
        if (before != nullptr) { subtract(one, *before); }
    }
    for (const PayslipEngagement& before : slip.before.engagements) {
        if (engagement_of(slip.now, before.declaration) != nullptr) { continue; }
        PayslipEngagement gone;
        gone.declaration = before.declaration;
        gone.work_dates = before.work_dates;
        gone.joint_committee = before.joint_committee;
        subtract(gone, before);
        gone.provision = {};
        changes.push_back(std::move(gone));
    }
    return changes;
}

/// The figures that both states have: one that the rules name anew has no difference.
std::vector<NamedAmount> figure_changes(const DifferenceSlip& slip) {
    std::map<std::string, Money> before;
    for (const NamedAmount& one : slip.before.figures) { before.emplace(one.figure, one.amount); }
    std::vector<NamedAmount> changes;
    for (const NamedAmount& one : slip.now.figures) {
        const auto known = before.find(one.figure);
        if (known != before.end()) { changes.push_back({one.figure, one.amount - known->second}); }
    }
    return changes;
}

/// True when an amount that is paid, booked, shared out or computed is another.
bool differs(const DifferenceSlip& slip) {
    const Payslip changed = difference(slip);
    const bool totals =
        std::any_of(std::begin(payslip_amounts), std::end(payslip_amounts),
                    [&](const PayslipAmount& one) { return !(changed.*one.amount).is_zero(); });
    const bool shares = std::any_of(
        changed.engagements.begin(), changed.engagements.end(), [](const PayslipEngagement& one) {
            return !one.provision.is_zero() || !one.actual_cost.is_zero() || !one.net_pay.is_zero();
        });
    const bool figures = std::any_of(changed.figures.begin(), changed.figures.end(),
                                     [](const NamedAmount& one) { return !one.amount.is_zero(); });
    return totals || shares || figures;
}

/// A month of which no work stands. What went to creditors was paid for the member, who owes it
/// with the rest.
Payslip month_of_nothing(const Rulebook& rules, const DifferenceRequest& request,
                         const cooperative::Member& member) {
    Payslip none = request.before;
    static_cast<PayAmounts&>(none) = {};
    none.withheld_for_creditors = request.before.withheld_for_creditors;
    none.to_pay = -none.withheld_for_creditors;
    none.id = request.id;
    none.issued_on = request.issued_on;
    none.employer = request.entity;
    none.member = member;
    none.hours_hundredths = 0;
    none.days = 0;
    none.engagements.clear();
    for (PayslipLine& line : none.lines) { line.amount = {}; }
    for (NamedAmount& figure : none.figures) { figure.amount = {}; }
    none.ruleset = rules.identity();
    return none;
}

Result<Payslip> made_again(Rulebook& rules, const DifferenceRequest& request,
                           const cooperative::Member& member,
                           const std::vector<ClosingEngagement>& engagements) {
    if (engagements.empty()) { return month_of_nothing(rules, request, member); }
    return make_payslip(rules, {request.entity, member, request.before.month, engagements,
                                request.id, request.issued_on, request.before.payment_date,
                                earlier_slips(request.before, request.others), request.form});
}

/// True when the facts that were paid come to something else under the rules of today.
bool rules_matter(Rulebook& rules, const DifferenceRequest& request) {
    if (rules.identity() == request.before.ruleset) { return false; }
    std::vector<ClosingEngagement> paid;
    for (const ClosingEngagement& one : request.engagements) {
        if (engagement_of(request.before, one.declaration.code) != nullptr) { paid.push_back(one); }
    }
    if (paid.empty()) { return false; }
    const auto again = made_again(rules, request, request.before.member, paid);
    return !again || differs({request.before, *again, request.original, request.issued_on, {}});
}

std::vector<DifferenceCause> causes_of(Rulebook& rules, const DifferenceRequest& request) {
    std::vector<DifferenceCause> causes;
    const auto before = facts_of_pay(request.before.member);
    const auto now = facts_of_pay(request.member);
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (before[i] == now[i]) { continue; }
        causes.push_back({Kind::member_changed, now[i].first, before[i].second, now[i].second});
    }
    for (const ClosingEngagement& one : request.engagements) {
        if (engagement_of(request.before, one.declaration.code) != nullptr) { continue; }
        causes.push_back({Kind::late_declaration, one.declaration.code.text(), "", ""});
    }
    for (const PayslipEngagement& one : request.before.engagements) {
        const bool stands =
            std::any_of(request.engagements.begin(), request.engagements.end(),
                        [&](const auto& each) { return each.declaration.code == one.declaration; });
        if (stands) { continue; }
        causes.push_back({Kind::credited_declaration, one.declaration.text(), "", ""});
    }
    if (rules_matter(rules, request)) {
        causes.push_back({Kind::rules_changed, "", request.before.ruleset, rules.identity()});
    }
    return causes;
}

}  // namespace

std::string_view to_string(DifferenceCause::Kind kind) {
    return cause_names.at(static_cast<std::size_t>(kind));
}

std::optional<DifferenceCause::Kind> parse_difference_cause(std::string_view text) {
    for (std::size_t i = 0; i < cause_names.size(); ++i) {
        if (cause_names[i] == text) { return static_cast<Kind>(i); }
    }
    return std::nullopt;
}

std::string in_words(const DifferenceCause& cause) {
    switch (cause.kind) {
        case Kind::late_declaration:
            return "work added after the payslip: " + cause.what;
        case Kind::member_changed: {
            const auto shown = [](const std::string& value) { return value.empty() ? "–" : value; };
            return cause.what + " changed: " + shown(cause.before) + " → " + shown(cause.now);
        }
        case Kind::credited_declaration:
            return "credited declaration " + cause.what;
        case Kind::rules_changed:
            break;
    }
    return "rules changed";
}

Payslip difference(const DifferenceSlip& slip) {
    Payslip changed = slip.now;
    changed.payment_date = slip.payment_date;
    changed.hours_hundredths -= slip.before.hours_hundredths;
    changed.days -= slip.before.days;
    for (const PayslipAmount& one : payslip_amounts) {
        changed.*one.amount = slip.now.*one.amount - slip.before.*one.amount;
    }
    changed.engagements = engagement_changes(slip);
    changed.figures = figure_changes(slip);
    add_notes(changed.provisional, slip.before.provisional);
    changed.lines.clear();
    for (LineChange& one : line_changes(slip)) {
        one.line.amount = one.amount.difference();
        changed.lines.push_back(std::move(one.line));
    }
    return changed;
}

std::vector<DeclarationCode> taken_out(const DifferenceSlip& slip) {
    std::vector<DeclarationCode> gone;
    for (const PayslipEngagement& before : slip.before.engagements) {
        if (engagement_of(slip.now, before.declaration) == nullptr) {
            gone.push_back(before.declaration);
        }
    }
    return gone;
}

EarlierSlips earlier_slips(const Payslip& before, const OtherSlips& others) {
    return {before.net_pay, before.withheld_for_creditors, others};
}

std::vector<LineChange> line_changes(const DifferenceSlip& slip) {
    const auto line_of = [](const Payslip& of, const std::string& figure) {
        return std::find_if(of.lines.begin(), of.lines.end(),
                            [&](const PayslipLine& one) { return one.figure == figure; });
    };
    std::vector<LineChange> changes;
    for (const PayslipLine& line : slip.now.lines) {
        const auto before = line_of(slip.before, line.figure);
        const bool known = before != slip.before.lines.end();
        changes.push_back({line, {known ? before->amount : Money{}, line.amount}});
    }
    for (const PayslipLine& line : slip.before.lines) {
        if (line_of(slip.now, line.figure) != slip.now.lines.end()) { continue; }
        changes.push_back({line, {line.amount, Money{}}});
    }
    return changes;
}

Result<std::optional<DifferenceSlip>> make_difference(Rulebook& rules,
                                                      const DifferenceRequest& request) {
    const auto now = made_again(rules, request, request.member, request.engagements);
    if (!now) { return now.error(); }
    DifferenceSlip slip{request.before,
                        *now,
                        request.original,
                        payment_date(rules, request.issued_on, request.issued_on),
                        {}};
    if (!differs(slip)) { return std::optional<DifferenceSlip>{}; }
    slip.causes = causes_of(rules, request);
    return std::optional{std::move(slip)};
}

}  // namespace mutua::settlement
