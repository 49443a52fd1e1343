#include "formats/ubl/validation/structure.hpp"

#include "engine/core/contract.hpp"
#include "formats/ubl/validation/entries.hpp"
#include "formats/ubl/validation/namespaces.hpp"

#include <algorithm>

namespace mutua::ubl::validation {

namespace {

/// "Party: A? B*" -> before and after the word that ends with the colon.
std::size_t colon_of(const std::vector<std::string_view>& words) {
    const auto at = std::find_if(words.begin(), words.end(),
                                 [](std::string_view word) { return word.ends_with(':'); });
    require(at != words.end(), "an entry of the structure has a colon");
    return static_cast<std::size_t>(at - words.begin());
}

std::string_view without_colon(std::string_view word) {
    if (word.ends_with(':')) { word.remove_suffix(1); }
    return word;
}

}  // namespace

Structure::Structure(std::string_view text, xml::Vocabulary& vocabulary) : vocabulary_{vocabulary} {
    const std::vector<Entry> all = entries(text);
    std::vector<std::string> lines;
    lines.reserve(all.size());
    for (const Entry& entry : all) { lines.push_back(entry.joined()); }
    // What elements are called comes first, since contents refer to what stands further down.
    for (const std::string& line : lines) {
        const auto written = words(line);
        if (written.front() == "document") { read_document(written); }
        if (written.front() == "value") { read_value(written); }
    }
    for (const std::string& line : lines) {
        const auto written = words(line);
        if (written.front() == "basic") { read_basic(written); }
        if (written.front() == "document" || written.front() == "value" ||
            written.front() == "basic") {
            continue;
        }
        for (std::size_t at = 0; at <= colon_of(written); ++at) {
            set_shape(add_aggregate(without_colon(written[at])), {});
        }
    }
    for (const std::string& line : lines) {
        const auto written = words(line);
        if (written.front() == "document" || written.front() == "value" ||
            written.front() == "basic") {
            continue;
        }
        read_aggregate(written);
    }
}

void Structure::read_document(const std::vector<std::string_view>& words) {
    require(words.size() == 3, "an invoice and a credit note are the documents");
    documents_ = {vocabulary_.add(invoice_namespace, words[1]),
                  vocabulary_.add(credit_note_namespace, words[2])};
}

/// value amount decimal: currencyID! currencyCodeListVersionID
void Structure::read_value(const std::vector<std::string_view>& words) {
    const auto kind = value_kind(without_colon(words[2]));
    require(kind.has_value(), "a basic element holds a known kind of value");
    BasicKind basic{*kind, {}};
    for (std::size_t at = 3; at < words.size(); ++at) {
        std::string_view name = words[at];
        Attribute attribute;
        attribute.is_required = name.ends_with('!');
        if (attribute.is_required) { name.remove_suffix(1); }
        if (const std::size_t equals = name.find('='); equals != std::string_view::npos) {
            const auto named = value_kind(name.substr(equals + 1));
            require(named.has_value(), "an attribute holds a known kind of value");
            attribute.kind = *named;
            name = name.substr(0, equals);
        }
        attribute.name = vocabulary_.add(xml::Vocabulary::attributes, name);
        basic.attributes.push_back(attribute);
    }
    kind_numbers_.emplace(words[1], static_cast<std::uint16_t>(kinds_.size()));
    kinds_.push_back(std::move(basic));
}

void Structure::read_basic(const std::vector<std::string_view>& words) {
    const auto kind = kind_numbers_.find(without_colon(words[1]));
    require(kind != kind_numbers_.end(), "a basic element is of a known kind");
    for (std::size_t at = 2; at < words.size(); ++at) {
        set_shape(add_basic(words[at]), {Holds::value, kind->second});
    }
}

void Structure::read_aggregate(const std::vector<std::string_view>& words) {
    const std::size_t colon = colon_of(words);
    Shape shape{Holds::elements, static_cast<std::uint16_t>(contents_.size())};
    if (words.back() == "any") {
        shape.holds = Holds::anything;
    } else {
        std::vector<Particle> content;
        for (std::size_t at = colon + 1; at < words.size(); ++at) {
            std::string_view name = words[at];
            const char mark = name.back();
            if (mark == '?' || mark == '*' || mark == '+') { name.remove_suffix(1); }
            content.push_back(
                {known(name), mark != '?' && mark != '*', mark == '*' || mark == '+'});
        }
        contents_.push_back(std::move(content));
    }
    for (std::size_t at = 0; at <= colon; ++at) {
        set_shape(add_aggregate(without_colon(words[at])), shape);
    }
}

xml::NameId Structure::add_aggregate(std::string_view written) {
    for (const xml::NameId document : documents_) {
        if (vocabulary_.name(document) == written) { return document; }
    }
    if (written.starts_with("ext:")) { return vocabulary_.add(extension_space, written.substr(4)); }
    return vocabulary_.add(aggregate_namespace, written);
}

xml::NameId Structure::add_basic(std::string_view written) {
    if (written.starts_with("ext:")) { return vocabulary_.add(extension_space, written.substr(4)); }
    if (written.starts_with("cbc:")) { written.remove_prefix(4); }
    return vocabulary_.add(basic_namespace, written);
}

xml::NameId Structure::known(std::string_view written) const {
    xml::NameId name = xml::unknown_name;
    if (written.starts_with("ext:")) {
        name = vocabulary_.find(extension_space, written.substr(4));
    } else if (written.starts_with("cbc:")) {
        name = vocabulary_.find(basic_namespace, written.substr(4));
    } else {
        name = vocabulary_.find(aggregate_namespace, written);
        if (name == xml::unknown_name) { name = vocabulary_.find(basic_namespace, written); }
    }
    require(name != xml::unknown_name, "a content names an element of the structure");
    return name;
}

const Structure::Shape& Structure::shape(xml::NameId name) const {
    static const Shape none;
    return name < shapes_.size() ? shapes_[name] : none;
}

void Structure::set_shape(xml::NameId name, Shape shape) {
    if (shapes_.size() <= name) { shapes_.resize(name + 1U); }
    shapes_[name] = shape;
}

}  // namespace mutua::ubl::validation
