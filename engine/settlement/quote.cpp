#include "engine/settlement/quote.hpp"

#include "engine/settlement/issue.hpp"
#include "engine/settlement/month_pay.hpp"

#include <algorithm>
#include <functional>

namespace mutua::settlement {

namespace {

using ruleset::Case;
using ruleset::Goal;
using ruleset::Outcome;

/// What is taken from gross pay does not fall when gross pay rises, but where several roundings
/// fall together: by no more cents than these.
constexpr std::int64_t rounding_cents = 4;

Month month_worked(const QuoteRequest& request) {
    return month_of(request.declaration.work_dates.back());
}

/// The declaration alone in its month, judged on the month's last day.
Case whole_case(const Rulebook& rules, const QuoteRequest& request) {
    const Month month = month_worked(request);
    Case row{pay_clocks(month, last_day(month)),
             declaration_values(request.declaration, request.client, request.declared_on),
             {}};
    row.common.merge(invoicing_values(rules, request.declaration, request.client));
    // What the declaration says for itself goes before what holds for the member.
    row.common.merge(member_values(request.member, month));
    return row;
}

/// The inputs of pay alone: what `employer_cost` is solved over.
Case pay_case(const QuoteRequest& request) {
    const Month month = month_worked(request);
    Case row{pay_clocks(month, last_day(month)), {}, {}};
    // What the declaration says for itself goes before what holds for the member.
    if (!request.declaration.joint_committee.empty()) {
        row.common["joint_committee"] = ruleset::word(request.declaration.joint_committee);
    }
    row.common.merge(member_values(request.member, month));
    return row;
}

/// The same for a gross pay.
Case pay_case(const QuoteRequest& request, Money gross) {
    Case row = pay_case(request);
    row.common["gross_pay"] = ruleset::value_of(gross);
    return row;
}

/// What the checks look at: the declaration, and the gross pay that it leads to.
Case checked_case(const Rulebook& rules, const QuoteRequest& request, Money gross) {
    Case row = whole_case(rules, request);
    row.common["agreed_gross_pay"] = ruleset::value_of(gross);
    row.common.merge(other_hours_values(rules, request.member, request.others));
    return row;
}

Translations labels_of_name(const Rulebook& rules, const std::string& name) {
    const auto in = [&](const char* language) {
        return ruleset::label(rules.rules(), rules.package(), name, language);
    };
    return {in("fr"), in("nl"), in("de"), in("en")};
}

VatDecision vat_decision(const Outcome& outcome) {
    return {outcome.at("vat_treatment_applied").text(),
            outcome.at("vat_category").text(),
            percent_text(outcome.at("vat_rate").value),
            outcome.at("vat_exemption_code").text(),
            {outcome.at("vat_reason_fr").text(), outcome.at("vat_reason_nl").text(),
             outcome.at("vat_reason_de").text(), outcome.at("vat_reason_en").text()},
            outcome.money("vat_amount")};
}

/// The column of a declaration that a name of the rules is read from; empty for the others.
std::string_view column_of(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> columns[] = {
        {"price", "price"},
        {"agreed_gross_pay", "price"},
        {"gross_pay", "price"},
        {"expenses", "expenses"},
        {"hours", "hours"},
        {"joint_committee", "joint_committee"},
        {"description_length", "description"},
        {"requested_vat_treatment", "vat_treatment"},
        {"work_days", "work_dates"},
        {"first_work_date", "work_dates"},
        {"last_work_date", "work_dates"},
        {"work_start", "work_dates"},
        {"work_end", "work_dates"},
        {"payment_date", "work_dates"},
        {"issue_date", "work_dates"},
        {"client_kind", "client_id"},
        {"client_country", "client_id"},
        {"service_nature", "service_nature"},
        {"place_country", "place_country"},
        {"worker_category", "member_id"},
        {"household", "member_id"},
        {"children", "member_id"},
        {"chosen_withholding_rate", "member_id"},
    };
    for (const auto& [known, column] : columns) {
        if (known == name) { return column; }
    }
    return {};
}

/// A day outside the years of a package, set by the dates of the work.
bool is_uncovered(const ruleset::Fault& fault) {
    return fault.code == "E201" && column_of(fault.name) == "work_dates";
}

/// Days that packages do not cover, in the words of whoever wrote the dates: one message, whatever
/// clocks the rules set by them. Nothing when every fault is another one.
std::optional<Diagnostic> uncovered_days(const std::vector<ruleset::Fault>& faults, Date worked) {
    constexpr std::string_view subject = "it covers ";  // the package that the fault names
    std::vector<std::string> covered;
    for (const ruleset::Fault& fault : faults) {
        if (!is_uncovered(fault)) { continue; }
        std::string days = fault.help;
        if (days.starts_with(subject)) { days.erase(0, subject.size()); }
        if (std::find(covered.begin(), covered.end(), days) == covered.end()) {
            covered.push_back(std::move(days));
        }
    }
    if (covered.empty()) { return std::nullopt; }
    std::string help = "name days that they cover: " + covered.front();
    for (std::size_t i = 1; i < covered.size(); ++i) { help += " and " + covered[i]; }
    return problem("E201", "work_dates: the rules do not cover " + mutua::to_string(worked), help);
}

/// Faults about a declaration: "price: …", so that they can be told where it stands.
Diagnostics told_by_column(const std::vector<ruleset::Fault>& faults, const QuoteRequest& request) {
    Diagnostics list;
    if (auto days = uncovered_days(faults, request.declaration.work_dates.back())) {
        list.push_back(std::move(*days));
    }
    for (const ruleset::Fault& fault : faults) {
        if (is_uncovered(fault)) { continue; }
        const std::string column{column_of(fault.name)};
        list.push_back(
            problem(fault.code, (column.empty() ? "" : column + ": ") + fault.message, fault.help));
    }
    return list;
}

std::vector<CheckFinding> run_checks(Rulebook& rules, const QuoteRequest& request, Money gross,
                                     Diagnostics& faults) {
    const auto checks = checks_on(rules, Checked::declaration);
    if (checks.empty()) { return {}; }
    const Outcome outcome = rules.ask(figures_of(checks), checked_case(rules, request, gross));
    if (outcome.ok()) { return findings_in(outcome, checks); }
    faults = told_by_column(outcome.faults, request);
    return {};
}

/// Work that is priced by rules of today and paid on a day that they do not cover yet.
std::vector<CheckFinding> late_pay(Rulebook& rules, const QuoteRequest& request) {
    const Date last = request.declaration.work_dates.back();
    const Date pay_day = payment_date(rules, last, request.declared_on);
    std::vector<CheckFinding> findings;
    for (const Diagnostic& gap : pay_gaps(rules, month_of(last), pay_day)) {
        findings.push_back({Severity::warning,
                            gap.code,
                            "",
                            "work_dates",
                            {"ne peut pas encore être payé : " + gap.message,
                             "kan nog niet betaald worden: " + gap.message,
                             "kann noch nicht bezahlt werden: " + gap.message,
                             "cannot be paid yet: " + gap.message}});
    }
    return findings;
}

/// Fee, budget and VAT from the price, and the gross pay that fits the budget.
Result<Acceptance> price_part(Rulebook& rules, const QuoteRequest& request) {
    const Outcome outcome = rules.ask(price_figures(), whole_case(rules, request));
    if (!outcome.ok()) { return told_by_column(outcome.faults, request); }
    Acceptance accepted;
    accepted.declaration = request.declaration.code;
    accepted.accepted_on = request.declared_on;
    accepted.ruleset = rules.identity();
    accepted.vat = vat_decision(outcome);
    accepted.price = request.declaration.price;
    accepted.management_fee = outcome.money("management_fee");
    accepted.expenses = request.declaration.expenses;
    accepted.salary_budget = outcome.money("salary_budget");
    const auto gross = rules.solve("gross_pay", "employer_cost", accepted.salary_budget,
                                   Goal::largest_not_above, pay_case(request));
    if (!gross) {
        return Diagnostics{problem("E501",
                                   "price: the price leaves a salary budget of " +
                                       to_string(accepted.salary_budget) + ", in which no pay fits",
                                   "raise the price, or lower the expenses")};
    }
    const Outcome cost = rules.ask({"employer_cost"}, pay_case(request, *gross));
    if (!cost.ok()) { return told_by_column(cost.faults, request); }
    accepted.gross_pay = *gross;
    accepted.employer_cost = cost.money("employer_cost");
    return accepted;
}

Result<MonthPay> pay_alone(Rulebook& rules, const QuoteRequest& request, Money gross) {
    const Month month = month_worked(request);
    return month_pay(rules, request.member, pay_clocks(month, last_day(month)),
                     {{gross, request.declaration.hours_hundredths}});
}

void add_line(const Rulebook& rules, std::vector<QuoteLine>& lines, const char* section,
              const char* figure, Money amount) {
    lines.push_back(
        {figure, rules.package_of(figure), section, labels_of_name(rules, figure), amount});
}

void add_printed(const Rulebook& rules, std::vector<QuoteLine>& lines, const char* document,
                 const char* section, const Outcome& figures) {
    for (const auto& printed : ruleset::layout(rules.rules(), rules.package(), document)) {
        if (printed.scope == "contract") { continue; }
        const ruleset::Figure& figure = figures.at(printed.figure);
        if (!figure.applicable) { continue; }
        const Money amount = figure.money();
        if (amount.is_zero() && printed.role != "total") { continue; }
        // A total that only repeats the line above it stands for both.
        if (printed.role == "total" && lines.back().section == section &&
            lines.back().amount == amount) {
            lines.pop_back();
        }
        lines.push_back({printed.figure, printed.package, section, labels_of(printed),
                         printed.role == "deduction" ? -amount : amount});
    }
}

std::vector<QuoteLine> quote_lines(const Rulebook& rules, const Acceptance& accepted,
                                   const Outcome& figures) {
    std::vector<QuoteLine> lines;
    add_line(rules, lines, "client", "price", accepted.price);
    add_line(rules, lines, "client", "vat_amount", accepted.vat.amount);
    add_line(rules, lines, "client", "price_with_vat", accepted.price + accepted.vat.amount);
    add_line(rules, lines, "cooperative", "management_fee", accepted.management_fee);
    add_line(rules, lines, "cooperative", "expenses", accepted.expenses);
    add_line(rules, lines, "cooperative", "salary_budget", accepted.salary_budget);
    add_printed(rules, lines, "statement", "employer", figures);
    add_printed(rules, lines, "payslip", "pay", figures);
    return lines;
}

}  // namespace

const std::vector<std::string>& price_figures() {
    static const std::vector<std::string> names{
        "management_fee", "salary_budget", "vat_treatment_applied",
        "vat_category",   "vat_rate",      "vat_exemption_code",
        "vat_reason_fr",  "vat_reason_nl", "vat_reason_de",
        "vat_reason_en",  "vat_amount",    "price_with_vat"};
    return names;
}

bool Quote::acceptable() const { return none_refuses(findings); }

Result<Quote> assess(Rulebook& rules, const QuoteRequest& request) {
    Quote made;
    const Result<Acceptance> accepted = price_part(rules, request);
    Diagnostics faults;
    made.findings =
        run_checks(rules, request, accepted ? accepted->gross_pay : euro_cents(0), faults);
    // A check says it in the words of the form; the fault behind it would say it twice.
    if (!accepted && made.acceptable()) { return accepted.error(); }
    if (!faults.empty()) { return faults; }
    if (!accepted) { return made; }
    made.acceptance = *accepted;
    const auto late = late_pay(rules, request);
    made.findings.insert(made.findings.end(), late.begin(), late.end());
    return made;
}

std::vector<AskedQuestion> acceptance_questions(const Rulebook& rules, const QuoteRequest& request,
                                                const Acceptance& accepted) {
    return {{"price", whole_case(rules, request), price_figures()},
            {"pay", pay_case(request, accepted.gross_pay), {"gross_pay", "employer_cost"}},
            {"checks", checked_case(rules, request, accepted.gross_pay),
             figures_of(checks_on(rules, Checked::declaration))}};
}

std::vector<CheckFinding> known_findings(Rulebook& rules, const ruleset::Values& known, Date on) {
    std::vector<CheckFinding> findings;
    for (const auto& check : checks_on(rules, Checked::declaration)) {
        const Outcome outcome = rules.ask({check.figure}, {ruleset::Clocks::all(on), known, {}});
        if (!outcome.ok()) { continue; }  // It needs what is not known.
        const auto found = findings_in(outcome, {check});
        findings.insert(findings.end(), found.begin(), found.end());
    }
    return findings;
}

namespace {

/// At most `count` working days behind a day, all in one month.
std::vector<Date> working_days_after(Rulebook& rules, Date before, std::int64_t count) {
    std::vector<Date> days;
    Date next = rules.add_working_days(before, 1);
    const Month month = month_of(next);
    while (std::ssize(days) < count && month_of(next) == month) {
        days.push_back(next);
        next = rules.add_working_days(next, 1);
    }
    return days;
}

/// True when work of that month can be priced.
bool is_covered(Rulebook& rules, Month month) {
    // Days outside the rules are found before any value is looked at: none is given.
    const Outcome outcome =
        rules.ask(price_figures(), {pay_clocks(month, last_day(month)), {}, {}});
    return std::none_of(outcome.faults.begin(), outcome.faults.end(), is_uncovered);
}

/// Net pay in cents for a gross pay in cents; nothing where the rules refuse it.
using NetTrial = std::function<std::optional<std::int64_t>(std::int64_t)>;

/// The net pay of a month with this engagement alone.
std::optional<std::int64_t> net_alone(Rulebook& rules, const QuoteRequest& request,
                                      std::int64_t gross) {
    const Month month = month_worked(request);
    const ruleset::Clocks clocks = pay_clocks(month, last_day(month));
    const std::vector<AgreedPay> engagement{{euro_cents(gross),
                                             request.declaration.hours_hundredths,
                                             request.declaration.joint_committee}};
    const Outcome figures =
        rules.ask(month_figures(), month_case(request.member, clocks, engagement));
    if (!figures.ok()) { return std::nullopt; }
    const Outcome pay =
        rules.ask({"net_pay"}, payslip_case(request.member, clocks, figures, engagement));
    if (!pay.ok()) { return std::nullopt; }
    return pay.money("net_pay").minor_units();
}

/// A gross pay whose net reaches `net`: that of a doubling, or the largest that the rules pay.
std::optional<std::int64_t> some_gross_reaching(const NetTrial& net_of, std::int64_t net) {
    std::int64_t paid = 0;
    std::int64_t refused = net;
    std::optional<std::int64_t> reached;
    for (auto got = net_of(refused); got; got = net_of(refused)) {
        if (*got >= net) { return refused; }
        paid = refused;
        refused *= 2;
    }
    if (paid == 0) { return std::nullopt; }  // no net is above its gross pay
    while (refused - paid > 1) {
        const std::int64_t middle = paid + (refused - paid) / 2;
        const auto got = net_of(middle);
        if (got) { reached = got; }
        (got ? paid : refused) = middle;
    }
    return reached && *reached >= net ? std::optional{paid} : std::nullopt;
}

/// The smallest gross pay whose net reaches `net`, up to one that does. Net pay falls at some
/// thresholds of the law, and several gross pays may have the same net: the search goes upwards
/// from `net` itself, below which no gross pay reaches it. What is missing in net is missing in
/// gross at least, so that much is passed over.
std::int64_t first_gross_reaching(const NetTrial& net_of, std::int64_t net, std::int64_t enough) {
    std::int64_t gross = net;
    while (gross < enough) {
        const std::int64_t missing = net - net_of(gross).value_or(net - 1);
        if (missing <= 0) { return gross; }
        gross += std::max<std::int64_t>(missing - rounding_cents, 1);
    }
    return enough;
}

}  // namespace

Result<std::vector<Date>> likely_dates(Rulebook& rules, std::int64_t hours_hundredths, Date today) {
    const Outcome outcome = rules.ask({"full_time_day"}, {ruleset::Clocks::all(today), {}, {}});
    if (!outcome.ok()) { return as_diagnostics(outcome.faults); }
    const std::int64_t day = hundredths(outcome.at("full_time_day").value);
    require(day > 0, "a full-time day has hours");
    const std::int64_t needed = std::max<std::int64_t>((hours_hundredths + day - 1) / day, 1);
    std::vector<Date> days = working_days_after(rules, today, needed);
    if (std::ssize(days) == needed) { return days; }
    std::vector<Date> later = working_days_after(rules, last_day(month_of(days.front())), needed);
    const bool is_better = later.size() > days.size() && is_covered(rules, month_of(later.front()));
    return is_better ? later : days;
}

Result<Quote> quote(Rulebook& rules, const QuoteRequest& request) {
    Result<Quote> made = assess(rules, request);
    if (!made || made->acceptance.ruleset.empty()) { return made; }
    const Result<MonthPay> pay = pay_alone(rules, request, made->acceptance.gross_pay);
    if (!pay) { return pay.error(); }
    made->net_pay = pay->figures.money("net_pay");
    made->to_pay = made->net_pay + made->acceptance.expenses;
    made->lines = quote_lines(rules, made->acceptance, pay->figures);
    return made;
}

std::optional<Money> price_for_gross(Rulebook& rules, const QuoteRequest& request, Money gross) {
    const Outcome cost = rules.ask({"employer_cost"}, pay_case(request, gross));
    if (!cost.ok()) { return std::nullopt; }
    Case price = whole_case(rules, request);
    price.common.erase("price");
    return rules.solve("price", "salary_budget", cost.money("employer_cost"),
                       Goal::smallest_reaching, price);
}

std::optional<Money> price_for_net(Rulebook& rules, const QuoteRequest& request, Money net) {
    const NetTrial net_of = [&](std::int64_t gross) { return net_alone(rules, request, gross); };
    const std::int64_t least = std::max<std::int64_t>(net.minor_units(), 1);
    const auto enough = some_gross_reaching(net_of, least);
    if (!enough) { return std::nullopt; }
    return price_for_gross(rules, request,
                           euro_cents(first_gross_reaching(net_of, least, *enough)));
}

}  // namespace mutua::settlement
