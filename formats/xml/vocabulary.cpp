#include "formats/xml/vocabulary.hpp"

#include "engine/core/contract.hpp"

#include <limits>

namespace mutua::xml {

namespace {

/// FNV-1a over the name and the end of its namespace, which is what tells namespaces apart.
std::size_t name_hash(std::string_view name_space, std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    const auto take = [&hash](std::string_view text) {
        for (const char c : text) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
        }
    };
    take(name);
    constexpr std::size_t tail = 20;
    take(name_space.substr(name_space.size() > tail ? name_space.size() - tail : 0));
    return static_cast<std::size_t>(hash ^ (hash >> 29U));
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
