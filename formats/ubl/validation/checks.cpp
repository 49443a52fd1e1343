#include "formats/ubl/validation/checks.hpp"

#include "formats/ubl/validation/amount_checks.hpp"
#include "formats/ubl/validation/identifier_checks.hpp"
#include "formats/ubl/validation/own_checks.hpp"
#include "formats/ubl/validation/text_checks.hpp"

namespace mutua::ubl::validation {

CheckTable all_checks() {
    CheckTable checks;
    add_amount_checks(checks);
    add_text_checks(checks);
    add_identifier_checks(checks);
    add_own_checks(checks);
    return checks;
}

}  // namespace mutua::ubl::validation
