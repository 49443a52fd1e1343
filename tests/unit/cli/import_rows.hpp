#pragma once

#include <string>

/// Rows of files that tests import into a prepared workspace.
namespace mutua::cli::testing {

inline const std::string declaration_header =
    "declaration_id,member_id,client_id,description,work_dates,hours,price\n";
inline const std::string member_header =
    "member_id,given_name,family_name,national_number,iban,language,email,street,house_number,"
    "postal_code,city,country,worker_category,household,children\n";

/// A declaration that nothing is wrong with, and the next one, on a day that November lacks.
inline const std::string good_row = "D-1,M-0043,C-001,Drawing at the fair,2026-11-12,7.60,200.00\n";
inline const std::string bad_row = "D-2,M-0043,C-001,Drawing at the fair,2026-11-31,7.60,200.00\n";

}  // namespace mutua::cli::testing
