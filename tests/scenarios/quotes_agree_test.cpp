// Quotes that start from a price, a gross pay or a net pay agree with each other to the cent.
//
// What holds, for one engagement (who, when, how many hours, which expenses), every amount being a
// whole number of cents:
//
// 1. Each cent of gross pay costs the employer a cent at least. So the gross pay of a quote is the
//    one whose cost the salary budget holds, while that of a cent more it does not; and the gross
//    pay of a budget that is the cost of a gross pay is that gross pay.
// 2. A cent more of price is a cent more of budget or none, so every budget has a price. The price
//    for a gross pay is the smallest that reaches it, and its quote has that gross pay exactly,
//    with nothing left over. It is no more than any price whose quote has that gross pay.
// 3. Net pay does not always rise with gross pay (see pay_properties_test.cpp for where it falls,
//    and by how much). The price for a net pay is the smallest of all whose quote reaches it: that
//    quote may have more than the net pay that was asked for, and a larger price may bring less
//    again. It is no more than any price whose quote has that net pay.
//
// The suite looks at a sample. All 100 000 cases, in an optimised build:
//     test_scenarios "[all][quotes-agree]"
#include "engine/settlement/month_pay.hpp"
#include "engine/settlement/quote.hpp"
#include "tests/support/many_rows.hpp"
#include "tests/support/real_rules.hpp"
#include "tests/support/sample_payslips.hpp"

#include <catch2/catch.hpp>
#include <date/date.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace mutua;
using settlement::QuoteRequest;

namespace {

/// One engagement of one member, whose price is still open.
struct Engagement {
    cooperative::Member member;
    cooperative::Declaration declaration;
};

/// Engagements of 2026 by chance, the same ones for the same seed.
class EngagementDraw {
public:
    explicit EngagementDraw(std::uint64_t seed) : random_{seed} {}

    Engagement next() {
        Engagement one{samples::member(), {}};
        cooperative::Member& member = one.member;
        member.worker_category = one_of({"white_collar", "blue_collar", "artist", "student"});
        member.household = one_of({"single", "spouse_with_income", "spouse_without_income"});
        member.children = between(0, 4);
        member.disabled_children = between(0, member.children) / 3;
        member.other_dependants = between(0, 5) / 5;
        member.single_parent = member.household == "single" && between(0, 3) == 0;
        member.disabled = between(0, 9) == 0;
        member.joint_committee = one_of({"200", "304", "227", "329", "337"});
        if (between(0, 3) == 0) {
            member.withholding_rate = std::to_string(between(1, 60)) + ".00";
        }
        draw_work(one.declaration);
        return one;
    }

    /// From one cent to 20 000, as many small ones as large ones.
    std::int64_t price() {
        std::int64_t most = 20'000'00;
        for (std::int64_t halvings = between(0, 20) / 2; halvings > 0; --halvings) { most /= 4; }
        return between(1, std::max<std::int64_t>(most, 1));
    }

    std::int64_t between(std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>{low, high}(random_);
    }

private:
    std::string one_of(const std::vector<std::string>& words) {
        return words[static_cast<std::size_t>(between(0, std::ssize(words) - 1))];
    }

    /// A month of 2026, some of its weekdays, and hours from a few minutes to full days.
    void draw_work(cooperative::Declaration& work) {
        const Month month = date::year{2026} / date::month{static_cast<unsigned>(between(1, 12))};
        const Date last = last_day(month);
        const std::int64_t part = between(1, 4);
        for (Date day = month / 1; day <= last; day = add_days(day, 1)) {
            if (is_weekday(day) && between(1, 4) <= part) { work.work_dates.push_back(day); }
        }
        if (work.work_dates.empty()) { work.work_dates.push_back(last); }
        work.code = DeclarationCode{"A-1"};
        work.member = MemberCode{"M001"};
        work.client = ClientCode{"C001"};
        work.description = "Work that is drawn by chance";
        work.hours_hundredths = between(25, 7'60 * std::ssize(work.work_dates));
    }

    std::mt19937_64 random_;
};

std::string in_words(const Engagement& one) {
    const cooperative::Member& member = one.member;
    const cooperative::Declaration& work = one.declaration;
    return member.worker_category + ", " + member.household + ", children " +
           std::to_string(member.children) + " (" + std::to_string(member.disabled_children) +
           "), dependants " + std::to_string(member.other_dependants) +
           (member.single_parent ? ", single parent" : "") + (member.disabled ? ", disabled" : "") +
           ", rate " + member.withholding_rate + ", committee " + member.joint_committee + ", " +
           to_string(work.work_dates.back()) + ", hundredths of hours " +
           std::to_string(work.hours_hundredths) + ", price " + to_string(work.price) +
           ", expenses " + to_string(work.expenses);
}

/// The prices, pays and costs of one engagement, in cents.
class Quotes {
public:
    explicit Quotes(const Engagement& one) : one_{one}, client_{samples::belgian_client()} {}

    struct Answer {
        std::int64_t budget;
        std::int64_t gross;
        std::int64_t net;
        std::int64_t left_over;
    };

    /// Nothing where no pay fits.
    [[nodiscard]] std::optional<Answer> of_price(std::int64_t cents) {
        cooperative::Declaration work = one_.declaration;
        work.price = euro_cents(cents);
        const auto made = settlement::quote(test::real_rules(), request(work));
        if (!made) { return std::nullopt; }
        return Answer{made->acceptance.salary_budget.minor_units(),
                      made->acceptance.gross_pay.minor_units(), made->net_pay.minor_units(),
                      made->acceptance.left_over().minor_units()};
    }

    [[nodiscard]] std::int64_t price_for_gross(std::int64_t cents) {
        return cents_of(settlement::price_for_gross(test::real_rules(), request(one_.declaration),
                                                    euro_cents(cents)));
    }
    [[nodiscard]] std::int64_t price_for_net(std::int64_t cents) {
        return cents_of(settlement::price_for_net(test::real_rules(), request(one_.declaration),
                                                  euro_cents(cents)));
    }

    [[nodiscard]] std::int64_t cost_of(std::int64_t gross) {
        ruleset::Case row = pay_row();
        row.common["gross_pay"] = ruleset::value_of(euro_cents(gross));
        return test::real_rules().ask({"employer_cost"}, row).money("employer_cost").minor_units();
    }
    [[nodiscard]] std::int64_t gross_of_budget(std::int64_t budget) {
        return cents_of(test::real_rules().solve("gross_pay", "employer_cost", euro_cents(budget),
                                                 ruleset::Goal::largest_not_above, pay_row()));
    }
    [[nodiscard]] std::int64_t net_of(std::int64_t gross) {
        const auto pay = test::real_rules().ask({"net_pay"}, payslip_row(euro_cents(gross)));
        return pay.money("net_pay").minor_units();
    }

    /// The engagement alone in its month, its pay still open.
    [[nodiscard]] ruleset::Case engagement_row() const {
        ruleset::Case row = pay_row();
        row.common["hours"] = ruleset::Number{one_.declaration.hours_hundredths, 2};
        return row;
    }
    /// The payslip of that month.
    [[nodiscard]] ruleset::Case payslip_row(Money gross) const {
        const auto clocks = pay_row().clocks;
        const std::vector<settlement::AgreedPay> engagement{
            {gross, one_.declaration.hours_hundredths, one_.declaration.joint_committee}};
        const auto month = test::real_rules().ask(
            settlement::month_figures(), settlement::month_case(one_.member, clocks, engagement));
        return settlement::payslip_case(one_.member, clocks, month, engagement);
    }

private:
    [[nodiscard]] ruleset::Case pay_row() const {
        const Month month = month_of(one_.declaration.work_dates.back());
        return {settlement::pay_clocks(month, last_day(month)),
                settlement::member_values(one_.member, month),
                {}};
    }
    [[nodiscard]] QuoteRequest request(const cooperative::Declaration& work) const {
        return {work, one_.member, client_, work.work_dates.front()};
    }
    /// No answer is no price.
    static std::int64_t cents_of(const std::optional<Money>& found) {
        return found ? found->minor_units() : -1;
    }

    const Engagement& one_;
    cooperative::Client client_;
};

/// What does not hold of an engagement, in words.
class Disagreements {
public:
    explicit Disagreements(const Engagement& one) : quotes_{one} {}

    /// All three statements, for a price and for a net pay up to `below` cents below its own;
    /// `close_by` cents of gross pay are looked at below each answer.
    std::vector<std::string> of(std::int64_t price, std::int64_t below, std::int64_t close_by) {
        const auto made = quotes_.of_price(price);
        expect(made.has_value(), "the price has a quote");
        if (!made) { return std::move(found_); }
        about_gross(price, *made);
        about_net(price, std::max<std::int64_t>(made->net - below, 1), *made, close_by);
        return std::move(found_);
    }

private:
    void expect(bool holds, const char* what) {
        if (!holds) { found_.emplace_back(what); }
    }

    void about_gross(std::int64_t price, const Quotes::Answer& made) {
        const std::int64_t cost = quotes_.cost_of(made.gross);
        expect(cost + made.left_over == made.budget, "cost and what is left are the budget");
        expect(cost <= made.budget && quotes_.cost_of(made.gross + 1) > made.budget,
               "the budget holds the cost of the gross pay, and not of a cent more");
        expect(quotes_.gross_of_budget(cost) == made.gross,
               "the gross pay of its own cost is the same gross pay");
        if (made.gross == 0) { return; }
        const std::int64_t least = quotes_.price_for_gross(made.gross);
        expect(0 < least && least <= price,
               "the price for the gross pay is no more than the price");
        const auto again = quotes_.of_price(least);
        expect(again && again->gross == made.gross && again->left_over == 0,
               "the price for the gross pay gives it exactly, with nothing left over");
        const auto cheaper = quotes_.of_price(least - 1);
        expect(!cheaper || cheaper->gross < made.gross,
               "a cent less of price gives less gross pay");
    }

    void about_net(std::int64_t price, std::int64_t net, const Quotes::Answer& made,
                   std::int64_t close_by) {
        if (made.net < net) { return; }
        const std::int64_t least = quotes_.price_for_net(net);
        expect(0 < least && least <= price, "the price for the net pay is no more than the price");
        const auto again = quotes_.of_price(least);
        expect(again && again->net >= net, "the price for the net pay reaches it");
        if (!again) { return; }
        expect(again->gross <= made.gross, "the price for the net pay has no more gross pay");
        const auto cheaper = quotes_.of_price(least - 1);
        expect(!cheaper || (cheaper->gross < again->gross && cheaper->net < net),
               "a cent less of price does not reach the net pay");
        for (std::int64_t less = 1; less <= std::min(close_by, again->gross - 1); ++less) {
            expect(quotes_.net_of(again->gross - less) < net,
                   "no smaller gross pay close by reaches the net pay");
        }
    }

    Quotes quotes_;
    std::vector<std::string> found_;
};

/// The net pay of every gross pay from one cent to `most`, by index.
std::vector<std::int64_t> every_net(const Engagement& one, std::int64_t most) {
    constexpr std::int64_t batch = 100'000;
    static ruleset::ColumnCalculator calculator{test::real_rules().rules()};
    const std::string& package = test::real_rules().package();
    const ruleset::Case engagement = Quotes{one}.engagement_row();
    const ruleset::Case payslip = Quotes{one}.payslip_row(euro_cents(1));
    std::vector<std::int64_t> all{0};
    while (std::ssize(all) <= most) {
        const std::int64_t rows = std::min(batch, most + 1 - std::ssize(all));
        const auto gross = test::counted_from(std::ssize(all), rows);
        const auto month = test::many_rows(calculator, package, {"month_reference_pay"}, engagement,
                                           {{"agreed_gross_pay", gross}});
        const auto pay = test::many_rows(
            calculator, package, {"net_pay"}, payslip,
            {{"gross_pay", gross}, {"reference_pay", month.at("month_reference_pay")}});
        all.insert(all.end(), pay.at("net_pay").begin(), pay.at("net_pay").end());
    }
    return all;
}

/// How far what is taken from gross pay falls, at most, when gross pay rises.
std::int64_t most_given_back(const std::vector<std::int64_t>& net) {
    std::int64_t most_taken = 0;
    std::int64_t fall = 0;
    for (std::int64_t gross = 0; gross < std::ssize(net); ++gross) {
        const std::int64_t taken = gross - net[static_cast<std::size_t>(gross)];
        most_taken = std::max(most_taken, taken);
        fall = std::max(fall, most_taken - taken);
    }
    return fall;
}

/// Net pays for which the price is not that of the first gross pay of all that reaches them.
std::vector<std::string> not_the_first(const Engagement& one, const std::vector<std::int64_t>& net,
                                       const std::vector<std::int64_t>& wanted) {
    Quotes quotes{one};
    std::vector<std::string> found;
    for (const std::int64_t cents : wanted) {
        const auto first =
            std::find_if(net.begin(), net.end(), [&](std::int64_t here) { return here >= cents; });
        if (first == net.end()) { continue; }
        if (quotes.price_for_net(cents) == quotes.price_for_gross(first - net.begin())) {
            continue;
        }
        found.push_back("the price for a net pay of " + to_string(euro_cents(cents)) +
                        " is that of its first gross pay, " +
                        to_string(euro_cents(first - net.begin())));
    }
    return found;
}

}  // namespace

TEST_CASE("quotes by price, gross and net agree on random engagements",
          "[scenario][quotes-agree]") {
    EngagementDraw draw{20'261'130};
    for (int round = 0; round < 60; ++round) {
        Engagement one = draw.next();
        one.declaration.price = euro_cents(draw.price());
        const std::int64_t price = one.declaration.price.minor_units();
        one.declaration.expenses = euro_cents(price * draw.between(0, 30) / 100);
        CAPTURE(round, in_words(one));
        CHECK(Disagreements{one}.of(price, draw.between(0, 5), 3) == std::vector<std::string>{});
    }
}

TEST_CASE("100 000 quotes by price, gross and net agree", "[.all][quotes-agree]") {
    struct Count {
        int cases = 0;
        int different = 0;
    };
    std::map<std::string, Count> counts;
    EngagementDraw draw{20'261'129};
    for (int round = 0; round < 100'000; ++round) {
        Engagement one = draw.next();
        one.declaration.price = euro_cents(draw.price());
        const std::int64_t price = one.declaration.price.minor_units();
        one.declaration.expenses = euro_cents(price * draw.between(0, 60) / 100);
        const auto found = Disagreements{one}.of(price, draw.between(0, 5), 10);
        Count& count = counts[one.member.worker_category];
        ++count.cases;
        if (found.empty()) { continue; }
        ++count.different;
        INFO(in_words(one));
        CHECK(found == std::vector<std::string>{});
    }
    std::string table = "| category | cases | differences |\n|---|---|---|\n";
    for (const auto& [category, count] : counts) {
        table += "| " + category + " | " + std::to_string(count.cases) + " | " +
                 std::to_string(count.different) + " |\n";
    }
    WARN(table);
}

TEST_CASE("the price for a net pay is the smallest of all that reach it, on every cent of pay",
          "[.all][quotes-agree]") {
    EngagementDraw draw{20'261'131};
    std::int64_t most_back = 0;
    int targets = 0;
    for (int round = 0; round < 200; ++round) {
        const Engagement one = draw.next();
        const auto net = every_net(one, 12'000'00);
        most_back = std::max(most_back, most_given_back(net));
        std::vector<std::int64_t> wanted;
        for (int i = 0; i < 100; ++i) { wanted.push_back(draw.between(1, 6'000'00)); }
        targets += 100;
        INFO(in_words(one));
        CHECK(not_the_first(one, net, wanted) == std::vector<std::string>{});
    }
    WARN(targets << " net pays; what is taken falls by at most " << most_back << " cents");
}
