#include "formats/xml/plain_reader.hpp"

#include "formats/xml/character.hpp"
#include "formats/xml/flat_builder.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

namespace mutua::xml {

namespace {

/// What a byte is in a text or a value; several may hold of all bytes of a text together.
struct Mark {
    static constexpr unsigned blank = 1;       ///< space and tab
    static constexpr unsigned line_end = 2;    ///< line feed
    static constexpr unsigned reference = 4;   ///< &
    static constexpr unsigned closing = 8;     ///< ]
    static constexpr unsigned long_lead = 16;  ///< beyond ASCII
    static constexpr unsigned foreign = 32;  ///< controls, also the carriage return, which changes
    static constexpr unsigned name_start = 64;  ///< ASCII letter and _
    static constexpr unsigned name_more = 128;  ///< also digits, - and .
};

constexpr std::array<unsigned char, 256> make_marks() {
    std::array<unsigned char, 256> marks{};
    for (unsigned c = 0; c < 256; ++c) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool is_more = is_letter || (c >= '0' && c <= '9') || c == '-' || c == '.';
        unsigned mark = c >= 0x80 ? Mark::long_lead : c < 0x20 ? Mark::foreign : 0;
        if (c == ' ' || c == '\t') { mark = Mark::blank; }
        if (c == '\n') { mark = Mark::line_end; }
        if (c == '&') { mark = Mark::reference; }
        if (c == ']') { mark = Mark::closing; }
        if (is_letter) { mark |= Mark::name_start; }
        if (is_more) { mark |= Mark::name_more; }
        marks[c] = static_cast<unsigned char>(mark);
    }
    return marks;
}

constexpr std::array<unsigned char, 256> marks = make_marks();

unsigned mark_of(char c) { return marks[static_cast<unsigned char>(c)]; }

/// Longer texts, values and names are for libxml2, which has limits of its own on them.
constexpr std::size_t text_max = 1'000'000;
constexpr std::size_t value_max = 1'000;
constexpr std::size_t name_max = 200;
constexpr std::size_t attributes_max = 16;

constexpr std::string_view declarations[] = {
    R"(<?xml version="1.0" encoding="UTF-8"?>)",
    R"(<?xml version="1.0" encoding="utf-8"?>)",
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)",
    R"(<?xml version="1.0"?>)",
    R"(<?xml version='1.0' encoding='UTF-8'?>)",
};

/// Names that UBL binds prefixes to; other URIs might be ones that libxml2 objects to.
bool is_plain_uri(std::string_view uri) {
    constexpr std::string_view instance = "http://www.w3.org/2001/XMLSchema-instance";
    constexpr std::string_view schema = "http://www.w3.org/2001/XMLSchema";
    if (uri == instance || uri == schema) { return true; }
    return uri.starts_with("urn:") && uri.size() > 4 &&
           std::all_of(uri.begin(), uri.end(),
                       [](char c) { return c == ':' || (mark_of(c) & Mark::name_more) != 0; });
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length =
            (mark_of(text[at]) & Mark::long_lead) == 0 ? 1 : long_character(text, at);
        if (length == 0) { return false; }
        at += length;
    }
    return true;
}

/// Goes over the bytes once. Each function takes what it is named after and answers whether that
/// stands there in its plain form.
class PlainReader {
public:
    PlainReader(std::string_view bytes, const Vocabulary& vocabulary, const Limits& limits)
        : bytes_{bytes}, vocabulary_{vocabulary}, limits_{limits}, builder_{bytes} {}

    std::optional<FlatTree> read() {
        if (bytes_.size() > limits_.bytes || !declaration()) { return std::nullopt; }
        blanks();
        if (!start_tag()) { return std::nullopt; }
        while (builder_.is_open()) {
            if (!text() || !tag()) { return std::nullopt; }
        }
        blanks();
        if (at_ != bytes_.size()) { return std::nullopt; }
        return std::move(builder_.tree);
    }

private:
    /// A name as it is written, with its prefix, and what it stands for.
    struct Met {
        std::string_view written;
        std::string_view local;
        NameId id = unknown_name;
    };
    struct Binding {
        std::string_view prefix;
        std::string_view uri;
    };
    struct Attribute {
        std::string_view name;
        std::string_view value;
    };

    [[nodiscard]] bool is_next(char c) const { return at_ < bytes_.size() && bytes_[at_] == c; }

    bool declaration() {
        if (!bytes_.starts_with("<?")) { return true; }
        for (const std::string_view known : declarations) {
            if (bytes_.starts_with(known)) {
                at_ = known.size();
                return true;
            }
        }
        return false;
    }

    /// True when there is one.
    bool blanks() {
        const std::size_t begin = at_;
        for (; at_ < bytes_.size(); ++at_) {
            const unsigned mark = mark_of(bytes_[at_]);
            if ((mark & (Mark::blank | Mark::line_end)) == 0) { break; }
            if ((mark & Mark::line_end) != 0) { ++line_; }
        }
        return at_ != begin;
    }

    bool tag() {
        const std::size_t next = at_ + 1;
        return next < bytes_.size() && bytes_[next] == '/' ? end_tag() : start_tag();
    }

    /// Up to the next `<`.
    bool text() {
        const void* found = std::memchr(bytes_.data() + at_, '<', bytes_.size() - at_);
        if (found == nullptr) { return false; }
        const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - bytes_.data());
        const std::string_view part = bytes_.substr(at_, end - at_);
        at_ = end;
        if (part.empty()) { return true; }
        unsigned met = 0;
        std::size_t lines = 0;
        for (const char c : part) {
            met |= mark_of(c);
            lines += c == '\n' ? 1U : 0U;
        }
        line_ += lines;
        if ((met & Mark::foreign) != 0 || part.size() > text_max) { return false; }
        if ((met & Mark::closing) != 0 && part.find("]]>") != std::string_view::npos) {
            return false;
        }
        if ((met & Mark::long_lead) != 0 && !is_utf8(part)) { return false; }
        return (met & Mark::reference) != 0 ? text_with_references(part) : builder_.text(part);
    }

    bool text_with_references(std::string_view part) {
        constexpr std::pair<std::string_view, std::string_view> known[] = {
            {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
        std::string told;
        while (!part.empty()) {
            const std::size_t ampersand = std::min(part.find('&'), part.size());
            told += part.substr(0, ampersand);
            part.remove_prefix(ampersand);
            if (part.empty()) { break; }
            const auto* entity =
                std::find_if(std::begin(known), std::end(known),
                             [&](const auto& one) { return part.starts_with(one.first); });
            if (entity == std::end(known)) { return false; }
            told += entity->second;
            part.remove_prefix(entity->first.size());
        }
        return builder_.text(builder_.kept(told));
    }

    std::string_view name() {
        const std::size_t begin = at_;
        if (at_ == bytes_.size() || (mark_of(bytes_[at_]) & Mark::name_start) == 0) { return {}; }
        while (at_ < bytes_.size() && (mark_of(bytes_[at_]) & Mark::name_more) != 0) { ++at_; }
        const std::string_view found = bytes_.substr(begin, at_ - begin);
        return found.size() > name_max ? std::string_view{} : found;
    }

    /// A prefix, a colon and a name, or a name alone; empty when it is neither.
    std::string_view qualified_name() {
        const std::size_t begin = at_;
        if (name().empty()) { return {}; }
        if (is_next(':')) {
            ++at_;
            if (name().empty()) { return {}; }
        }
        return bytes_.substr(begin, at_ - begin);
    }

    bool start_tag() {
        if (!is_next('<') || builder_.depth() == limits_.depth ||
            builder_.tree.nodes.size() == limits_.elements) {
            return false;
        }
        ++at_;
        const std::string_view written = qualified_name();
        if (written.empty() || !attributes()) { return false; }
        const bool is_empty = is_next('/');
        if (is_empty) { ++at_; }
        if (!is_next('>')) { return false; }
        ++at_;
        const Met* met = met_as(written);
        if (met == nullptr) { return false; }
        builder_.open(met->id, met->local, line_);
        for (const Attribute& one : attributes_) {
            const NameId id = vocabulary_.find(Vocabulary::attributes, one.name);
            builder_.add({id, one.name, {}, one.value});
        }
        if (is_empty) {
            builder_.close();
        } else {
            open_.push_back(written);
        }
        return true;
    }

    bool end_tag() {
        at_ += 2;
        const std::string_view written = open_.back();
        if (bytes_.substr(at_, written.size()) != written) { return false; }
        at_ += written.size();
        blanks();
        if (!is_next('>')) { return false; }
        ++at_;
        open_.pop_back();
        builder_.close();
        return true;
    }

    bool attributes() {
        attributes_.clear();
        std::size_t count = 0;
        while (blanks() && at_ < bytes_.size() && bytes_[at_] != '>' && bytes_[at_] != '/') {
            if (++count > std::min(attributes_max, limits_.attributes) || !attribute()) {
                return false;
            }
        }
        return true;
    }

    bool attribute() {
        const std::string_view name = qualified_name();
        if (name.empty() || !is_next('=')) { return false; }
        ++at_;
        const auto value = quoted();
        if (!value) { return false; }
        const std::size_t colon = name.find(':');
        if (name.substr(0, colon) == "xmlns") {
            return bind(colon == std::string_view::npos ? "" : name.substr(colon + 1), *value);
        }
        const bool is_twice =
            std::any_of(attributes_.begin(), attributes_.end(),
                        [name](const Attribute& one) { return one.name == name; });
        if (is_twice || colon != std::string_view::npos) { return false; }
        attributes_.push_back({name, *value});
        return true;
    }

    /// A value without anything that would have to be replaced.
    std::optional<std::string_view> quoted() {
        if (!is_next('"') && !is_next('\'')) { return std::nullopt; }
        const char quote = bytes_[at_++];
        const std::size_t begin = at_;
        unsigned met = 0;
        for (; at_ < bytes_.size() && bytes_[at_] != quote && bytes_[at_] != '<'; ++at_) {
            met |= mark_of(bytes_[at_]);
            if (bytes_[at_] == '\t') { met |= Mark::foreign; }  // A value would have a space there.
        }
        const std::string_view value = bytes_.substr(begin, at_ - begin);
        if (!is_next(quote) || (met & (Mark::foreign | Mark::line_end | Mark::reference)) != 0 ||
            value.size() > value_max || ((met & Mark::long_lead) != 0 && !is_utf8(value))) {
            return std::nullopt;
        }
        ++at_;
        return value;
    }

    /// Only the root declares namespaces, so that a name means the same in the whole document.
    bool bind(std::string_view prefix, std::string_view uri) {
        const bool is_twice =
            std::any_of(bindings_.begin(), bindings_.end(),
                        [prefix](const Binding& one) { return one.prefix == prefix; });
        if (builder_.is_open() || is_twice || prefix.starts_with("xml") || !is_plain_uri(uri)) {
            return false;
        }
        bindings_.push_back({prefix, uri});
        return true;
    }

    /// Null when its prefix is not declared.
    const Met* met_as(std::string_view written) {
        const std::size_t middle = written.size() / 2;
        const std::size_t place = static_cast<std::size_t>(
            written.size() * 31 + byte_at(written, middle) * 7 +
            byte_at(written, written.size() - 1) +
            byte_at(written, std::min<std::size_t>(4, written.size() - 1)) * 13);
        Met& met = met_[place % met_.size()];
        if (met.written == written) { return &met; }
        const std::size_t colon = written.find(':');
        const bool has_prefix = colon != std::string_view::npos;
        const std::string_view prefix = has_prefix ? written.substr(0, colon) : std::string_view{};
        const std::string_view local = has_prefix ? written.substr(colon + 1) : written;
        const auto binding =
            std::find_if(bindings_.begin(), bindings_.end(),
                         [prefix](const Binding& one) { return one.prefix == prefix; });
        if (binding == bindings_.end() && has_prefix) { return nullptr; }
        const std::string_view uri = binding == bindings_.end() ? std::string_view{} : binding->uri;
        met = {written, local, vocabulary_.find(uri, local)};
        return &met;
    }

    std::string_view bytes_;
    const Vocabulary& vocabulary_;
    const Limits& limits_;
    FlatBuilder builder_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::vector<std::string_view> open_;  ///< written names, to compare the end tags with
    std::vector<Binding> bindings_;
    std::vector<Attribute> attributes_;  ///< of the tag that is read
    std::array<Met, 256> met_{};
};

}  // namespace

std::optional<FlatTree> read_plain(std::string_view bytes, const Vocabulary& vocabulary,
                                   const Limits& limits) {
    return PlainReader{bytes, vocabulary, limits}.read();
}

}  // namespace mutua::xml
