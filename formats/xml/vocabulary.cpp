#include "formats/xml/vocabulary.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace mutua::xml {

namespace {

/// Eight bytes of a text from a place on; what is behind its end counts as zero.
std::uint64_t eight_bytes(std::string_view text, std::size_t at) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, std::min(sizeof bytes, text.size() - at));
    return bytes;
}

/// Beginning, middle and end of a name tell it from others, and the length of its namespace tells
/// namespaces apart; both are compared in full afterwards.
std::size_t name_hash(std::string_view name_space, std::string_view name) {
    if (name.empty()) { return 0; }
    const std::size_t end = name.size() > 8 ? name.size() - 8 : 0;
    std::uint64_t hash = eight_bytes(name, 0) * 0x9e3779b97f4a7c15U;
    hash ^= eight_bytes(name, end) * 0xc2b2ae3d27d4eb4fU + (hash >> 32U);
    hash ^= eight_bytes(name, name.size() / 2) * 0x165667b19e3779f9U + (hash >> 29U);
    hash += (name.size() + 31 * name_space.size()) * 0xff51afd7ed558ccdU;
    return static_cast<std::size_t>(hash ^ (hash >> 31U));
}

}  // namespace

Vocabulary::Vocabulary() : names_(1), slots_(64, unknown_name) {}

std::size_t Vocabulary::slot(std::string_view name_space, std::string_view name) const {
    std::size_t at = name_hash(name_space, name) & (slots_.size() - 1);
    while (slots_[at] != unknown_name) {
        const Name& there = names_[slots_[at]];
        if (there.name == name && there.name_space == name_space) { break; }
        at = (at + 1) & (slots_.size() - 1);
    }
    return at;
}

void Vocabulary::grow() {
    slots_.assign(slots_.size() * 2, unknown_name);
    for (std::size_t id = 1; id < names_.size(); ++id) {
        slots_[slot(names_[id].name_space, names_[id].name)] = static_cast<NameId>(id);
    }
}

NameId Vocabulary::add(std::string_view name_space, std::string_view name) {
    if (const NameId known = find(name_space, name); known != unknown_name) { return known; }
    require(names_.size() < std::numeric_limits<NameId>::max(), "a vocabulary has room for names");
    const auto id = static_cast<NameId>(names_.size());
    names_.push_back({std::string{name_space}, std::string{name}});
    if (names_.size() * 2 > slots_.size()) { grow(); }
    slots_[slot(name_space, name)] = id;
    return id;
}

NameId Vocabulary::find(std::string_view name_space, std::string_view name) const {
    return slots_[slot(name_space, name)];
}

}  // namespace mutua::xml
