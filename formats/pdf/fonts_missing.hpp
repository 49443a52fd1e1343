#pragma once

#include <stdexcept>

namespace mutua::pdf {

/// A font that pages are set in is not installed. Another would give other pages: none is taken in
/// its place.
class FontsMissing : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace mutua::pdf
