#pragma once

#include "formats/tabular/import_source.hpp"

#include <array>
#include <span>

/// The columns of the three imports, in the order of the manual.
namespace mutua::tabular {

inline constexpr std::array member_columns = {
    Column{"member_id"},
    Column{"given_name"},
    Column{"family_name"},
    Column{"national_number", Presence::required, true},
    Column{"iban", Presence::required, true},
    Column{"language"},
    Column{"email"},
    Column{"street"},
    Column{"house_number", Presence::column},
    Column{"postal_code"},
    Column{"city"},
    Column{"country"},
    Column{"worker_category"},
    Column{"household"},
    Column{"children"},
    Column{"bic", Presence::optional},
    Column{"joint_committee", Presence::optional},
    Column{"weekly_hours", Presence::optional},
    Column{"disabled_children", Presence::optional},
    Column{"other_dependants", Presence::optional},
    Column{"single_parent", Presence::optional},
    Column{"disabled", Presence::optional},
    Column{"withholding_rate", Presence::optional},
    Column{"share_count", Presence::optional},
    Column{"claim", Presence::optional},
    Column{"claim_amount", Presence::optional},
    Column{"claim_per_month", Presence::optional},
    Column{"claim_children", Presence::optional},
    Column{"student_hours_elsewhere", Presence::optional},
};

inline constexpr std::array client_columns = {
    Column{"client_id"},
    Column{"name"},
    Column{"street"},
    Column{"house_number", Presence::column},
    Column{"postal_code"},
    Column{"city"},
    Column{"country"},
    Column{"language"},
    Column{"kind", Presence::optional},
    Column{"enterprise_number", Presence::optional},
    Column{"vat_number", Presence::optional},
    Column{"email", Presence::optional},
    Column{"peppol_id", Presence::optional},
    Column{"payment_terms_days", Presence::optional},
    Column{"buyer_reference", Presence::optional},
    Column{"order_reference_required", Presence::optional},
    Column{"collective_invoice", Presence::optional},
};

inline constexpr std::array declaration_columns = {
    Column{"declaration_id"},
    Column{"member_id"},
    Column{"client_id"},
    Column{"description"},
    Column{"work_dates"},
    Column{"hours"},
    Column{"price"},
    Column{"vat_treatment", Presence::optional},
    Column{"vat_reason", Presence::optional},
    Column{"expenses", Presence::optional},
    Column{"order_reference", Presence::optional},
    Column{"joint_committee", Presence::optional},
    Column{"place_country", Presence::optional},
    Column{"service_nature", Presence::optional},
};

/// An import, as the command line calls it.
struct ImportKind {
    std::string_view name;
    std::span<const Column> columns;
};

inline constexpr std::array import_kinds = {
    ImportKind{"members", member_columns},
    ImportKind{"clients", client_columns},
    ImportKind{"declarations", declaration_columns},
};

}  // namespace mutua::tabular
