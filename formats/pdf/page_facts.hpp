#pragma once

#include <cstdint>
#include <string>

namespace mutua::pdf {

/// Which is the original: the electronic file that the page is a picture of, or the page.
enum class Original : std::uint8_t { electronic, page };

/// What the pages say and the document does not hold.
struct PageFacts {
    Original original = Original::electronic;
    bool has_own_reference = false;  ///< the buyer's reference is the seller's own
    std::string reason{};            ///< of a credit note: how its note begins, to be labelled
};

}  // namespace mutua::pdf
