#include "engine/service/correct_months.hpp"

#include "engine/service/month_work.hpp"
#include "engine/service/other_pay.hpp"
#include "engine/service/run_payroll.hpp"
#include "engine/settlement/entries.hpp"
#include "engine/store/credit_note_repository.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/payslip_repository.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace mutua::service {

namespace {

using settlement::CorrectionPlan;
using settlement::DifferenceSlip;
using settlement::PlannedDifference;
using store::PayslipRow;
using DeclarationsByMember = std::map<MemberCode, std::vector<store::StoredDeclaration>>;

/// The payslip of a month and category and the difference slips that correct it.
struct Chain {
    PayslipRow last;            ///< holds the state of now
    std::set<PayslipId> slips;  ///< all of them
};

/// Of every month that was paid, by month, in the order of the payslips.
std::map<Month, std::map<PayslipId, Chain>> chains(store::Store& store, const EntityCode& entity,
                                                   const CorrectionScope& scope) {
    store::PayslipFilter filter;
    filter.since = scope.since;
    filter.member = scope.member;
    std::map<Month, std::map<PayslipId, Chain>> all;
    for (PayslipRow& row : store::PayslipRepository{store, entity}.list(filter)) {
        Chain& chain = all[row.month][row.original];
        chain.slips.insert(row.id);
        chain.last = std::move(row);
    }
    return all;
}

DeclarationsByMember work_of_status(store::FactRepository& facts, Month month,
                                    const CorrectionScope& scope, store::DeclarationStatus status) {
    store::DeclarationFilter filter;
    filter.status = status;
    filter.month = month;
    filter.member = scope.member;
    DeclarationsByMember work;
    for (store::StoredDeclaration& stored : facts.declarations(filter)) {
        work[stored.declaration.member].push_back(std::move(stored));
    }
    return work;
}

/// What the chains of a month pay for by now: the work that their slips paid, less what was
/// credited since, and late work of the category in which that is counted. What is left has no slip
/// yet: payroll makes one.
class WorkOfMonth {
public:
    WorkOfMonth(store::FactRepository& facts, Month month, const CorrectionScope& scope,
                const std::map<PayslipId, Chain>& chains) {
        using store::DeclarationStatus;
        DeclarationsByMember invoiced =
            work_of_status(facts, month, scope, DeclarationStatus::invoiced);
        DeclarationsByMember credited =
            work_of_status(facts, month, scope, DeclarationStatus::credited);
        for (const auto& [original, chain] : chains) {
            const MemberCode& code = chain.last.member;
            const auto versions = facts.member_versions(code);
            auto& open = invoiced[code];
            const auto paid = [&](const store::StoredDeclaration& one) {
                return one.payslip && chain.slips.contains(*one.payslip);
            };
            const auto paid_categories_of = [&](const auto& declarations) {
                std::set<std::string> found;
                for (const auto& one : declarations) {
                    if (paid(one)) { found.insert(category_of(versions, one.declaration)); }
                }
                return found;
            };
            std::set<std::string> categories = paid_categories_of(open);
            // Where all was credited, the corrected work still belongs to the chain.
            if (categories.empty()) { categories = paid_categories_of(credited[code]); }
            const auto mine = [&](const store::StoredDeclaration& one) {
                return paid(one) || (!one.payslip &&
                                     categories.contains(category_of(versions, one.declaration)));
            };
            const auto rest = std::stable_partition(open.begin(), open.end(), std::not_fn(mine));
            Work& work = works_[original];
            work.declarations.assign(std::make_move_iterator(rest),
                                     std::make_move_iterator(open.end()));
            open.erase(rest, open.end());
            for (const auto& one : work.declarations) {
                work.categories.insert(category_of(versions, one.declaration));
            }
            require(!categories.empty(), "a month that was paid had work");
        }
    }

    struct Work {
        std::vector<store::StoredDeclaration> declarations;
        std::set<std::string> categories;
    };
    [[nodiscard]] const Work& of(PayslipId original) const { return works_.at(original); }

private:
    std::map<PayslipId, Work> works_;
};

PlannedDifference planned_difference(const DifferenceSlip& slip,
                                     const std::vector<store::StoredDeclaration>& work) {
    const settlement::Payslip changed = settlement::difference(slip);
    return {settlement::planned(changed, planned_inputs(work)), slip.original, slip.before.id,
            changed.month, slip.causes};
}

settlement::PlanWarning in_several_categories(const PayslipRow& row,
                                              const std::set<std::string>& categories) {
    std::string names;
    for (const std::string& one : categories) { names += (names.empty() ? "" : ", ") + one; }
    return {row.member.text(), "P304",
            mutua::to_string(row.id) + " pays work that is by now in several worker categories (" +
                names +
                "): a slip has one. Let the change of category begin before or after all "
                "of that work"};
}

/// The slip that a difference slip corrects, the payslip of the month, and its own number.
struct Numbers {
    PayslipId corrects;
    PayslipId original;
    PayslipId own;
};

/// What makes months again: facts, documents and rules.
class Correcting {
public:
    Correcting(store::Store& store, const cooperative::Entity& entity, settlement::Rulebook& rules,
               Date issue_date, const PayslipReader& read)
        : facts_{store, entity.code},
          slips_{store, entity.code},
          books_{store, entity.code},
          notes_{store, entity.code},
          entity_{entity},
          rules_{rules},
          issue_date_{issue_date},
          read_{read},
          other_pay_{slips_} {}

    store::FactRepository& facts() { return facts_; }
    std::int64_t last_number() { return slips_.last_number(); }
    bool is_issued(const PlannedDifference& item) {
        return slips_.correction_of(item.corrects).has_value();
    }

    Result<std::optional<DifferenceSlip>> made_again(
        const Numbers& numbers, const std::vector<store::StoredDeclaration>& work) {
        const auto json = slips_.document(numbers.corrects, store::json_media_type);
        require(json.has_value(), "a slip has its document");
        const settlement::Payslip before = read_(*json);
        const auto engagements = engagements_of(work);
        // Of a month without work the slip that is corrected knows whose it is.
        const auto member =
            engagements.empty()
                ? before.member
                : slip_member(facts_.member_versions(before.member.code), before.month, engagements,
                              before.payment_date, issue_date_);
        const auto others = other_pay_.before(member, before.month, numbers.own, numbers.original);
        return settlement::make_difference(
            rules_, {entity_, member, before, engagements, numbers.original, numbers.own,
                     issue_date_, others});
    }

    /// Counts a slip that is planned only: it goes before those after it.
    void count(const DifferenceSlip& slip) {
        settlement::Payslip changed = settlement::difference(slip);
        changed.member = slip.now.member;
        other_pay_.plan(changed, slip.original);
    }

    void find_moved(const PlannedDifference& item, std::optional<RunId> own,
                    std::vector<MovedRow>& moved) {
        const auto issued = slips_.correction_of(item.corrects);
        if (issued && (!own || issued->run != *own)) {
            moved.push_back(
                {mutua::to_string(item.corrects),
                 "is corrected by " + mutua::to_string(issued->id) + " already, by another plan"});
            return;
        }
        find_moved_member(facts_, item, item.month, issue_date_, moved);
        for (const settlement::PlannedInput& input : item.inputs) {
            const auto stored = facts_.declaration(input.declaration);
            auto text = moved_input(input, stored);
            if (!text && !issued && stored->credit_note) {
                text = "was credited by " + stored->credit_note->text();
            }
            if (text) { moved.push_back({input.declaration.text(), std::move(*text)}); }
        }
    }

    /// False when an earlier, interrupted run of the plan issued it.
    bool issue(const PlannedDifference& item, const ledger::Accounts& accounts,
               const DifferenceRenderer& render, RunId run) {
        if (is_issued(item)) { return false; }
        const auto work = planned_work(facts_, item);
        const PayslipId id = slips_.next_id();
        require(id == item.id, "payslips are numbered in the order of the plan");
        const auto slip = made_again({item.corrects, item.original, id}, work);
        require(slip && slip->has_value(), "what was planned can be computed");
        require(planned_difference(**slip, work) == item,
                "a difference slip comes to what was planned");
        slips_.add(**slip, render(**slip), run);
        const auto claims = notes_.claims_on(settlement::taken_out(**slip));
        for (const ledger::Entry& entry :
             settlement::difference_entries(**slip, accounts, claims)) {
            books_.add(entry);
        }
        return true;
    }

private:
    store::FactRepository facts_;
    store::PayslipRepository slips_;
    store::LedgerRepository books_;
    store::CreditNoteRepository notes_;
    const cooperative::Entity& entity_;
    settlement::Rulebook& rules_;
    Date issue_date_;
    const PayslipReader& read_;
    OtherPay other_pay_;
};

}  // namespace

CorrectionPlan plan_corrections(store::Store& store, const cooperative::Entity& entity,
                                settlement::Rulebook& rules, const CorrectionScope& scope,
                                Date issue_date, const PayslipReader& read) {
    CorrectionPlan plan{entity.code,
                        scope.since,
                        scope.member,
                        issue_date,
                        rules.identity(),
                        settlement::plan_settings(entity, rules.package()),
                        {},
                        {}};
    Correcting correcting{store, entity, rules, issue_date, read};
    std::int64_t last = correcting.last_number();
    for (const auto& [month, paid] : chains(store, entity.code, scope)) {
        const WorkOfMonth works{correcting.facts(), month, scope, paid};
        for (const auto& [original, chain] : paid) {
            const PayslipRow& row = chain.last;
            const auto& work = works.of(original);
            if (work.categories.size() > 1) {
                plan.warnings.push_back(in_several_categories(row, work.categories));
                continue;
            }
            const auto slip =
                correcting.made_again({row.id, original, PayslipId{last + 1}}, work.declarations);
            if (!slip) {
                for (const Diagnostic& why : slip.error()) {
                    plan.warnings.push_back(
                        {row.member.text(), why.code, settlement::in_one_sentence(why)});
                }
            } else if (*slip) {
                plan.items.push_back(planned_difference(**slip, work.declarations));
                correcting.count(**slip);
                ++last;
            }
        }
        std::set<MemberCode> members;
        for (const auto& [original, chain] : paid) { members.insert(chain.last.member); }
        warn_of_open_work(
            correcting.facts(), month,
            [&members](const MemberCode& member) { return members.contains(member); },
            plan.warnings);
    }
    return plan;
}

ApplyReport apply_corrections(store::Store& store, const cooperative::Entity& entity,
                              settlement::Rulebook& rules, const CorrectionPlan& plan,
                              const std::string& plan_hash, const DifferenceRenderer& render,
                              const PayslipReader& read, const Progress& progress) {
    Correcting correcting{store, entity, rules, plan.issue_date, read};
    const ledger::Accounts accounts = rules.accounts(plan.issue_date);
    const Batch batch{
        "corrections",
        plan.entity,
        plan_hash,
        plan.ruleset,
        plan.settings,
        plan.issue_date,
        plan.items.size(),
        settlement::totals_of(plan.items),
        [&](std::size_t item, std::optional<RunId> own, std::vector<MovedRow>& moved) {
            correcting.find_moved(plan.items[item], own, moved);
        },
        [&](std::size_t item) { return correcting.is_issued(plan.items[item]); },
        [&](std::size_t item) { return mutua::to_string(plan.items[item].id); },
        [&] { return mutua::to_string(PayslipId{correcting.last_number() + 1}); },
        [&](std::size_t item, RunId run) {
            return correcting.issue(plan.items[item], accounts, render, run);
        }};
    return apply(store, entity, rules, batch, progress);
}

}  // namespace mutua::service
