#include "formats/pdf/fonts.hpp"

#include <pango/pangofc-fontmap.h>

namespace mutua::pdf {

namespace {

constexpr const char* font_files[] = {"roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
                                      "roboto/unhinted/RobotoTTF/Roboto-Medium.ttf",
                                      "dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"};

struct ReleaseOptions {
    void operator()(cairo_font_options_t* options) const noexcept {
        cairo_font_options_destroy(options);
    }
};

}  // namespace

void Fonts::ReleaseConfig::operator()(FcConfig* config) const noexcept { FcConfigDestroy(config); }

Fonts::Fonts(const std::string& folder)
    : config_{FcConfigCreate()}, map_{pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)} {
    for (const char* file : font_files) {
        const std::string path = folder + "/" + file;
        const auto* const name = reinterpret_cast<const FcChar8*>(path.c_str());
        if (!FcConfigAppFontAddFile(config_.get(), name)) { throw FontsMissing{path}; }
    }
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map_.get()), config_.get());
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map_.get()), 72);
}

Owned<PangoContext> Fonts::context(const std::string& language) const {
    Owned<PangoContext> context{pango_font_map_create_context(map_.get())};
    const std::unique_ptr<cairo_font_options_t, ReleaseOptions> options{
        cairo_font_options_create()};
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context.get(), options.get());
    pango_context_set_round_glyph_positions(context.get(), FALSE);
    pango_context_set_language(context.get(), pango_language_from_string(language.c_str()));
    pango_context_set_base_dir(context.get(), PANGO_DIRECTION_LTR);
    return context;
}

bool Fonts::has(char32_t character) const {
    const FcFontSet* faces = FcConfigGetFonts(config_.get(), FcSetApplication);
    for (int at = 0; at < faces->nfont; ++at) {
        FcCharSet* characters = nullptr;
        const bool is_known =
            FcPatternGetCharSet(faces->fonts[at], FC_CHARSET, 0, &characters) == FcResultMatch;
        if (is_known && FcCharSetHasChar(characters, character)) { return true; }
    }
    return false;
}

}  // namespace mutua::pdf
