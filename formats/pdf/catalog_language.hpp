#pragma once

#include <string>

namespace mutua::pdf {

/// The file of cairo, which has no call for it, with the language of its texts in the catalog:
/// whoever hears the page instead of seeing it hears it spoken right. Readers show the title.
/// A file of another shape than cairo's comes back as it is.
[[nodiscard]] std::string with_language(std::string file, const std::string& language);

}  // namespace mutua::pdf
