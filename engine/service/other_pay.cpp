#include "engine/service/other_pay.hpp"

namespace mutua::service {

settlement::OtherSlips OtherPay::before(const cooperative::Member& member, Month month,
                                        PayslipId own, PayslipId original) {
    settlement::OtherSlips others;
    // Nobody else asks.
    if (!member.claim) { return others; }
    others.claim_paid = slips_.withheld(member.code, member.claim->kind, own);
    for (const store::PayslipRow& slip : slips_.of_month(member.code, month)) {
        if (slip.id >= own || slip.original == original) { continue; }
        others.net_pay += slip.net_pay;
        others.withheld += slip.withheld_for_creditors;
    }
    for (const Planned& slip : planned_[member.code]) {
        if (slip.claim == member.claim->kind) { others.claim_paid += slip.withheld; }
        if (slip.month != month || slip.original == original) { continue; }
        others.net_pay += slip.net_pay;
        others.withheld += slip.withheld;
    }
    return others;
}

void OtherPay::plan(const settlement::Payslip& slip, PayslipId original) {
    if (!slip.member.claim) { return; }
    planned_[slip.member.code].push_back(
        {slip.member.claim->kind, slip.month, original, slip.net_pay, slip.withheld_for_creditors});
}

}  // namespace mutua::service
