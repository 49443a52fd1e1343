#include "formats/pdf/qr_code.hpp"

#include <qrencode.h>

#include <memory>

namespace mutua::pdf {

namespace {

constexpr int version_max = 13;

struct ReleaseCode {
    void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};

}  // namespace

std::optional<QrCode> qr_code(const std::string& bytes) {
    const std::unique_ptr<QRcode, ReleaseCode> code{
        QRcode_encodeData(static_cast<int>(bytes.size()),
                          reinterpret_cast<const unsigned char*>(bytes.data()), 0, QR_ECLEVEL_M)};
    if (!code || code->version > version_max) { return std::nullopt; }
    const auto width = static_cast<std::size_t>(code->width);
    std::vector<bool> dark(width * width);
    for (std::size_t at = 0; at < dark.size(); ++at) { dark[at] = (code->data[at] & 1U) != 0; }
    return QrCode{width, std::move(dark)};
}

}  // namespace mutua::pdf
