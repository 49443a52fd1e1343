#pragma once

#include <string>

namespace mutua::store {

/// A document as it left the house, byte for byte.
struct DocumentBytes {
    std::string media_type;  ///< "application/json" (its complete state) or "application/xml"
    std::string bytes;
    friend bool operator==(const DocumentBytes&, const DocumentBytes&) = default;
};

inline constexpr const char* json_media_type = "application/json";
inline constexpr const char* xml_media_type = "application/xml";

}  // namespace mutua::store
