#include "engine/service/run_payroll.hpp"

#include "engine/cooperative/canonical.hpp"
#include "engine/service/month_work.hpp"
#include "engine/service/other_pay.hpp"
#include "engine/settlement/entries.hpp"
#include "engine/settlement/issue.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/payslip_repository.hpp"

#include <algorithm>
#include <map>

namespace mutua::service {

namespace {

using settlement::ClosingEngagement;
using settlement::PayrollPlan;
using settlement::Payslip;
using settlement::PlannedPayslip;
using store::StoredDeclaration;

/// The invoiced declarations of a month that are in no payslip, by member.
std::map<MemberCode, std::vector<StoredDeclaration>> open_groups(store::Store& store,
                                                                 const EntityCode& entity,
                                                                 Month month) {
    store::DeclarationFilter filter;
    filter.status = store::DeclarationStatus::invoiced;
    filter.in_payslip = false;
    filter.month = month;
    std::map<MemberCode, std::vector<StoredDeclaration>> groups;
    for (StoredDeclaration& stored : store::FactRepository{store, entity}.declarations(filter)) {
        groups[stored.declaration.member].push_back(std::move(stored));
    }
    return groups;
}

/// One batch at work: what its items share.
class Paying {
public:
    Paying(store::Store& store, const cooperative::Entity& entity, settlement::Rulebook& rules,
           const PayrollPlan& plan)
        : facts_{store, entity.code},
          slips_{store, entity.code},
          books_{store, entity.code},
          entity_{entity},
          rules_{rules},
          plan_{plan},
          accounts_{rules.accounts(plan.issue_date)} {}

    PayslipId next_id() { return PayslipId{slips_.last_number() + 1}; }

    bool is_issued(const PlannedPayslip& item) { return issued_slip(item).has_value(); }

    void find_moved(const PlannedPayslip& item, std::optional<RunId> own,
                    std::vector<MovedRow>& moved) {
        const auto issued = issued_slip(item);
        if (issued && (!own || issued->run != *own)) {
            moved.push_back({item.member.text(), "has payslip " + mutua::to_string(issued->id) +
                                                     " for the month, by another plan"});
            return;
        }
        if (!issued) { find_moved_member(facts_, item, plan_.month, plan_.issue_date, moved); }
        for (const settlement::PlannedInput& input : item.inputs) {
            const std::string& key = input.declaration.text();
            const auto stored = facts_.declaration(input.declaration);
            if (auto text = moved_input(input, stored)) {
                moved.push_back({key, std::move(*text)});
            } else if (stored->payslip && *stored->payslip != item.id) {
                moved.push_back({key, "is in payslip " + mutua::to_string(*stored->payslip)});
            } else if (!issued && stored->credit_note) {
                moved.push_back({key, "was credited by " + stored->credit_note->text()});
            }
        }
    }

    /// False when an earlier, interrupted run of the plan issued it.
    bool issue(const PlannedPayslip& item, const PayslipRenderer& render, RunId run) {
        if (is_issued(item)) { return false; }
        const auto engagements = engagements_of(planned_work(facts_, item));
        const auto member = slip_member(facts_.member_versions(item.member), plan_.month,
                                        engagements, item.payment_date, plan_.issue_date);
        const PayslipId id = slips_.next_id();
        require(id == item.id, "payslips are numbered in the order of the plan");
        const auto others = OtherPay{slips_}.before(member, plan_.month, id, id);
        const auto slip = settlement::make_payslip(rules_, {entity_,
                                                            member,
                                                            plan_.month,
                                                            engagements,
                                                            id,
                                                            plan_.issue_date,
                                                            item.payment_date,
                                                            {{}, {}, others}});
        require(slip.has_value(), "what was planned can be computed");
        require(slip->to_pay == item.to_pay && slip->employer_cost == item.employer_cost,
                "a payslip comes to what was planned");
        slips_.add(*slip, render(*slip), run);
        for (const ledger::Entry& entry : settlement::payslip_entries(*slip, accounts_)) {
            books_.add(entry);
        }
        return true;
    }

private:
    /// The last slip of the month in the category of a planned one.
    std::optional<store::PayslipRow> issued_slip(const PlannedPayslip& item) {
        std::optional<store::PayslipRow> last;
        for (store::PayslipRow& slip : slips_.of_month(item.member, plan_.month)) {
            if (slip.worker_category == item.worker_category) { last = std::move(slip); }
        }
        return last;
    }

    store::FactRepository facts_;
    store::PayslipRepository slips_;
    store::LedgerRepository books_;
    const cooperative::Entity& entity_;
    settlement::Rulebook& rules_;
    const PayrollPlan& plan_;
    ledger::Accounts accounts_;
};

}  // namespace

std::vector<settlement::PlannedInput> planned_inputs(
    const std::vector<StoredDeclaration>& declarations) {
    std::vector<settlement::PlannedInput> inputs;
    for (const StoredDeclaration& stored : declarations) {
        inputs.push_back({stored.declaration.code, stored.content_hash});
    }
    return inputs;
}

std::vector<StoredDeclaration> planned_work(store::FactRepository& facts,
                                            const PlannedPayslip& item) {
    std::vector<StoredDeclaration> work;
    for (const settlement::PlannedInput& input : item.inputs) {
        auto stored = facts.declaration(input.declaration);
        require(stored.has_value(), "the plan was checked against the store");
        work.push_back(std::move(*stored));
    }
    return work;
}

void find_moved_member(store::FactRepository& facts, const PlannedPayslip& item, Month month,
                       Date issued_on, std::vector<MovedRow>& moved) {
    const auto versions = facts.member_versions(item.member);
    std::vector<StoredDeclaration> work;
    for (const settlement::PlannedInput& input : item.inputs) {
        auto stored = facts.declaration(input.declaration);
        if (!stored || !stored->acceptance) { return; }  // told as moved itself
        work.push_back(std::move(*stored));
    }
    if (work.empty()) { return; }  // a month of nothing rests on the slip that it corrects
    const auto engagements = engagements_of(work);
    const auto member = slip_member(versions, month, engagements, item.payment_date, issued_on);
    const bool is_as_planned = work_by_category(versions, std::move(work)).size() == 1 &&
                               to_hex(cooperative::content_hash(member)) == item.member_hash;
    if (is_as_planned) { return; }
    moved.push_back({item.member.text(), "has other facts for " + mutua::to_string(month) +
                                             " than when the plan was made"});
}

std::optional<std::string> moved_input(const settlement::PlannedInput& input,
                                       const std::optional<StoredDeclaration>& stored) {
    if (auto text = moved_content(input, stored)) { return text; }
    if (!stored->invoice) { return "is not invoiced"; }
    return std::nullopt;
}

PayrollPlan plan_payroll(store::Store& store, const cooperative::Entity& entity,
                         settlement::Rulebook& rules, Month month, Date issue_date) {
    PayrollPlan plan{entity.code,
                     month,
                     issue_date,
                     rules.identity(),
                     settlement::plan_settings(entity, rules.package()),
                     {},
                     {}};
    store::FactRepository facts{store, entity.code};
    store::PayslipRepository slips{store, entity.code};
    OtherPay other_pay{slips};
    std::int64_t last = slips.last_number();
    for (auto& [code, declared] : open_groups(store, entity.code, month)) {
        const auto versions = facts.member_versions(code);
        require(!versions.empty(), "a declaration's member is in the store");
        const auto paid = paid_categories(slips, facts, versions, month);
        for (const auto& [category, work] : work_by_category(versions, std::move(declared))) {
            if (paid.contains(category)) {
                plan.warnings.push_back({code.text(), "P302",
                                         "already has a payslip for the month: `mutua payroll "
                                         "apply --corrections` makes the difference slip"});
                continue;
            }
            const auto engagements = engagements_of(work);
            const Date pay_day = settlement::payment_date(rules, engagements, issue_date);
            const auto member = slip_member(versions, month, engagements, pay_day, issue_date);
            const PayslipId id{last + 1};
            const auto others = other_pay.before(member, month, id, id);
            const auto slip = settlement::make_payslip(
                rules,
                {entity, member, month, engagements, id, issue_date, pay_day, {{}, {}, others}});
            if (!slip) {
                for (const Diagnostic& why : slip.error()) {
                    plan.warnings.push_back(
                        {code.text(), why.code, settlement::in_one_sentence(why)});
                }
                continue;
            }
            plan.items.push_back(settlement::planned(*slip, planned_inputs(work)));
            other_pay.plan(*slip, id);
            ++last;
        }
    }
    if (issue_date < last_day(month)) {
        plan.warnings.push_back({mutua::to_string(month), "P303",
                                 "has not ended: work that is declared later finds its payslips "
                                 "issued, and needs difference slips"});
    }
    warn_of_open_work(
        facts, month, [](const MemberCode&) { return true; }, plan.warnings);
    return plan;
}

ApplyReport apply_payroll(store::Store& store, const cooperative::Entity& entity,
                          settlement::Rulebook& rules, const PayrollPlan& plan,
                          const std::string& plan_hash, const PayslipRenderer& render,
                          const Progress& progress) {
    Paying paying{store, entity, rules, plan};
    const Batch batch{
        "payroll",
        plan.entity,
        plan_hash,
        plan.ruleset,
        plan.settings,
        plan.issue_date,
        plan.items.size(),
        settlement::totals_of(plan.items),
        [&](std::size_t item, std::optional<RunId> own, std::vector<MovedRow>& moved) {
            paying.find_moved(plan.items[item], own, moved);
        },
        [&](std::size_t item) { return paying.is_issued(plan.items[item]); },
        [&](std::size_t item) { return mutua::to_string(plan.items[item].id); },
        [&] { return mutua::to_string(paying.next_id()); },
        [&](std::size_t item, RunId run) { return paying.issue(plan.items[item], render, run); }};
    return apply(store, entity, rules, batch, progress);
}

}  // namespace mutua::service
