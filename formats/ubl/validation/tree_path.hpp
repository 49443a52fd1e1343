#pragma once

#include "formats/xml/flat_tree.hpp"
#include "formats/xml/vocabulary.hpp"

#include <string>

namespace mutua::ubl::validation {

/// Where an element stands, as XPath with the usual prefixes: "/Invoice/cac:InvoiceLine[2]/cbc:ID".
/// Elements that have no brother of their name go without a number.
[[nodiscard]] std::string tree_path(const xml::FlatTree& tree, const xml::Vocabulary& vocabulary,
                                    xml::NodeIndex node);

}  // namespace mutua::ubl::validation
