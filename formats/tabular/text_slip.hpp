#pragma once

#include "engine/settlement/payslip.hpp"
#include "formats/tabular/text_page.hpp"

#include <string>

/// What payslips and difference slips print alike.
namespace mutua::tabular {

/// Who employs, what the document is, and of which month.
void put_employer(TextPage& page, const settlement::Payslip& slip, const std::string& title,
                  cooperative::Language language);

/// "Withheld for creditors (garnishment)".
[[nodiscard]] std::string withheld_label(const settlement::Payslip& slip,
                                         cooperative::Language language);

/// Who is paid.
void put_worker(TextPage& page, const settlement::Payslip& slip, cooperative::Language language);

}  // namespace mutua::tabular
