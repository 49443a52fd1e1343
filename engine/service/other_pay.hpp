#pragma once

#include "engine/settlement/creditors.hpp"
#include "engine/settlement/payslip.hpp"
#include "engine/store/payslip_repository.hpp"

#include <map>
#include <string>
#include <vector>

namespace mutua::service {

/// What the slips before one brought its member: those of the store, and those that are only
/// planned and will be numbered before it.
class OtherPay {
public:
    explicit OtherPay(store::PayslipRepository& slips) : slips_{slips} {}

    /// Of a slip numbered `own` that is the payslip of the month and category, or corrects the
    /// payslip `original`.
    [[nodiscard]] settlement::OtherSlips before(const cooperative::Member& member, Month month,
                                                PayslipId own, PayslipId original);

    /// Counts a slip that is planned: a payslip, or what a difference slip changes.
    void plan(const settlement::Payslip& slip, PayslipId original);

private:
    struct Planned {
        std::string claim;
        Month month;
        PayslipId original;
        Money net_pay;
        Money withheld;
    };

    store::PayslipRepository& slips_;
    std::map<MemberCode, std::vector<Planned>> planned_;
};

}  // namespace mutua::service
