#pragma once

#include "formats/pdf/fonts_missing.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

namespace mutua::pdf {

struct ReleaseObject {
    void operator()(gpointer object) const noexcept { g_object_unref(object); }
};
template <typename Kind>
using Owned = std::unique_ptr<Kind, ReleaseObject>;

/// The faces of pages, read from their files and from nowhere else: what else is installed, or how
/// the machine is set up, changes no page. Roboto, and DejaVu Sans for the signs it lacks.
class Fonts {
public:
    /// `folder` holds `roboto` and `dejavu`.
    /// Errors: FontsMissing names the file that cannot be read.
    explicit Fonts(const std::string& folder = "/usr/share/fonts/truetype");

    /// A setting of texts in a language, "fr": lengths are in points, nothing is hinted.
    [[nodiscard]] Owned<PangoContext> context(const std::string& language) const;

    /// True when one of the faces has the character.
    [[nodiscard]] bool has(char32_t character) const;

private:
    struct ReleaseConfig {
        void operator()(FcConfig* config) const noexcept;
    };
    std::unique_ptr<FcConfig, ReleaseConfig> config_;
    Owned<PangoFontMap> map_;
};

}  // namespace mutua::pdf
