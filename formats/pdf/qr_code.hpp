#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mutua::pdf {

/// The modules of a QR code, row by row, without the white margin around it.
class QrCode {
public:
    QrCode(std::size_t width, std::vector<bool> dark) : width_{width}, dark_{std::move(dark)} {}

    [[nodiscard]] std::size_t width() const noexcept { return width_; }
    [[nodiscard]] bool is_dark(std::size_t column, std::size_t row) const {
        return dark_.at(row * width_ + column);
    }

private:
    std::size_t width_;
    std::vector<bool> dark_;
};

/// The smallest code of the bytes whose error correction is M, at most version 13; nothing when
/// they are too many. Source: ISO/IEC 18004; EPC069-12 for the bounds.
[[nodiscard]] std::optional<QrCode> qr_code(const std::string& bytes);

}  // namespace mutua::pdf
