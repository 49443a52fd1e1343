#pragma once

#include "cli/context.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mutua::cli {

/// A finding about one of many: a row, a client.
struct NamedFinding {
    std::string name;  ///< of what it is about: the line of a row, the code of a client
    Diagnostic finding;
    std::string same_as;  ///< equal for those with the same problem; empty: it is told alone
};

/// How findings that several share are told.
struct Sharing {
    std::size_t told_one_by_one;  ///< no more than so many are each told in full
    std::string one;              ///< "other row": what the others are
    std::string before_names;     ///< ", lines "
};

/// Tells what many share once, with the names of the others behind it: "the same in 5 other rows,
/// lines 3, 4 …"; everything else as it stands. Programs get all, with --json.
void tell_shared(const Context& context, const std::vector<NamedFinding>& findings,
                 const Sharing& sharing);

}  // namespace mutua::cli
