#include "formats/tabular/text_payslip.hpp"

#include "formats/tabular/text_page.hpp"
#include "formats/tabular/text_slip.hpp"

namespace mutua::tabular {

namespace {

using settlement::Payslip;
using settlement::PayslipEngagement;
using settlement::PayslipLine;

void put_work(TextPage& page, const Payslip& slip, Language language) {
    page.labelled(word(Word::period, language), day_text(first_day(slip.month), language) + " – " +
                                                    day_text(last_day(slip.month), language));
    page.labelled(word(Word::days_worked, language), std::to_string(slip.days));
    page.labelled(word(Word::hours_worked, language),
                  hundredths_text(slip.hours_worked(), language) + " (" +
                      word(Word::full_time_month, language) + " " +
                      hundredths_text(slip.full_time_hundredths, language) + ")");
    if (slip.hours_above_full_time() > 0) {
        page.labelled(word(Word::hours_above_full_time, language),
                      hundredths_text(slip.hours_above_full_time(), language));
    }
    page.labelled(word(Word::base_pay, language), word(Word::agreed_per_engagement, language));
}

/// The columns of the list of engagements, by where they end: each holds seven digits before the
/// comma, which takes two lines an engagement.
constexpr std::size_t hours_end = 38, hourly_end = 52, gross_end = 66;

struct EngagementText {
    std::string name;
    std::string below;       ///< beside the second line of amounts
    std::string hourly_pay;  ///< a sum of engagements has none
};

void put_figures(TextPage& page, const EngagementText& text, const PayslipEngagement& engagement,
                 Language language) {
    page.row(text.name, {{hundredths_text(engagement.hours_hundredths, language), hours_end},
                         {text.hourly_pay, hourly_end},
                         {amount_text(engagement.gross_pay, language), gross_end},
                         {amount_text(engagement.net_pay, language)}});
    page.row(text.below,
             {{amount_text(engagement.expenses, language), gross_end},
              {amount_text(engagement.actual_cost, language)}},
             {3, 0});
}

PayslipEngagement sum_of(const std::vector<PayslipEngagement>& engagements) {
    PayslipEngagement sum;
    for (const PayslipEngagement& each : engagements) {
        sum.hours_hundredths += each.hours_hundredths;
        sum.gross_pay += each.gross_pay;
        sum.net_pay += each.net_pay;
        sum.expenses += each.expenses;
        sum.actual_cost += each.actual_cost;
    }
    return sum;
}

void put_engagements(TextPage& page, const Payslip& slip, Language language) {
    page.rule();
    page.row(word(Word::engagements, language), {{word(Word::hours, language), hours_end},
                                                 {word(Word::per_hour, language), hourly_end},
                                                 {word(Word::gross, language), gross_end},
                                                 {word(Word::net, language)}});
    page.row("", {{word(Word::expenses, language), gross_end}, {word(Word::cost, language)}});
    page.rule();
    for (const PayslipEngagement& engagement : slip.engagements) {
        put_figures(page,
                    {engagement.declaration.text(), days_text(engagement.work_dates, language),
                     amount_text(engagement.hourly_pay(), language)},
                    engagement, language);
    }
    if (slip.engagements.size() > 1) {
        put_figures(page, {word(Word::total, language), "", ""}, sum_of(slip.engagements),
                    language);
    }
}

void put_line(TextPage& page, const PayslipLine& line, Language language) {
    constexpr std::size_t information_end = 64;
    const bool informs = line.role == "information";
    page.row(line.label.in(cooperative::to_string(language)),
             {{amount_text(line.amount, language), informs ? information_end : TextPage::width}},
             {line.role == "total" ? 0U : 3U, 0});
}

void put_lines(TextPage& page, const Payslip& slip, Language language) {
    page.rule();
    page.text(word(Word::pay, language));
    page.rule();
    std::string section;
    const std::size_t end = first_deduction_of(slip.lines);
    for (std::size_t i = 0; i < end; ++i) {
        const PayslipLine& line = slip.lines[i];
        if (line.role == "total") { page.sum_rule(); }
        if (line.section != section && line.role != "total") {
            section = line.section;
            page.text(name_of(section, language));
        }
        put_line(page, line, language);
    }
}

/// What is taken from the net pay, for creditors and for others, what is repaid beside it, and the
/// one amount that is paid.
void put_payment(TextPage& page, const Payslip& slip, Language language) {
    const std::size_t first = first_deduction_of(slip.lines);
    const bool has_others = first + 1 < slip.lines.size();
    if (has_others || !slip.withheld_for_creditors.is_zero()) {
        page.text(word(Word::deductions_section, language));
    }
    if (!slip.withheld_for_creditors.is_zero()) {
        page.row(withheld_label(slip, language),
                 {{amount_text(-slip.withheld_for_creditors, language)}}, {3, 0});
    }
    for (std::size_t i = first; i + 1 < slip.lines.size(); ++i) {
        put_line(page, slip.lines[i], language);
    }
    if (!slip.expenses.is_zero()) {
        page.row(word(Word::expenses_repaid, language), {{amount_text(slip.expenses, language)}});
    }
    page.rule();
    page.row(word(Word::amount_to_pay, language), {{money_text(slip.to_pay, language)}});
    page.text(word(Word::how_amount_adds_up, language), 3);
    page.rule();
    page.labelled(word(Word::payment_date, language), day_text(slip.payment_date, language));
    page.labelled(word(Word::account, language), iban_text(slip.member.iban.text()));
}

void put_employer_side(TextPage& page, const Payslip& slip, Language language) {
    page.rule();
    page.text(word(Word::employer_side, language));
    for (const auto& [name, amount] : employer_amounts) {
        if ((slip.*amount).is_zero()) { continue; }
        page.row(word(name, language), {{amount_text(slip.*amount, language)}}, {3, 0});
    }
    page.rule();
}

}  // namespace

std::string payslip_text(const Payslip& slip) {
    const Language language = slip.member.language;
    TextPage page;
    put_employer(page, slip, word(Word::payslip, language), language);
    page.gap();
    put_worker(page, slip, language);
    page.gap();
    put_work(page, slip, language);
    page.gap();
    put_engagements(page, slip, language);
    put_lines(page, slip, language);
    put_payment(page, slip, language);
    put_employer_side(page, slip, language);
    put_provisional(page, slip.provisional, language);
    page.text(word(Word::issued_on, language) + " " + day_text(slip.issued_on, language));
    page.text(word(Word::rules, language) + " " + slip.ruleset);
    return page.str();
}

}  // namespace mutua::tabular
