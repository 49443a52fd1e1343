#pragma once

#include "formats/ubl/validation/value_kind.hpp"
#include "formats/xml/flat_tree.hpp"
#include "formats/xml/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ubl::validation {

/// What is wrong with the structure of a document.
struct StructureFault {
    std::string_view code;  ///< "XSD-02"
    xml::NodeIndex node = 0;
    std::string text;
};

/// The structure of the documents of a UBL version: which elements each holds, in which order, with
/// which values and attributes. Source: the XML schemas of OASIS, as facts in structure/*.txt.
class Structure {
public:
    /// Reads the notation of structure/*.txt and adds its names to the vocabulary.
    /// Errors: a mistake in that text is a ContractViolation.
    Structure(std::string_view text, xml::Vocabulary& vocabulary);

    /// Everything that the schema would refuse: XSD-01 no invoice or credit note · XSD-02 element
    /// in a place where it may not stand · XSD-03 element missing · XSD-04 attribute missing ·
    /// XSD-05 attribute unknown · XSD-06 value not of its kind · XSD-07 text between elements. Each
    /// at most `told_max` times.
    [[nodiscard]] std::vector<StructureFault> faults(const xml::FlatTree& tree) const;

private:
    friend class StructureCheck;

    enum class Holds : std::uint8_t { unknown, elements, value, anything };

    struct Particle {
        xml::NameId name = xml::unknown_name;
        bool is_required = false;
        bool may_repeat = false;
    };
    struct Shape {
        Holds holds = Holds::unknown;
        std::uint16_t index = 0;  ///< of its content or its basic kind
    };
    struct Attribute {
        xml::NameId name = xml::unknown_name;
        bool is_required = false;
        ValueKind kind = ValueKind::text;
    };
    struct BasicKind {
        ValueKind value = ValueKind::text;
        std::vector<Attribute> attributes;
    };

    void read_document(const std::vector<std::string_view>& words);
    void read_value(const std::vector<std::string_view>& words);
    void read_basic(const std::vector<std::string_view>& words);
    void read_aggregate(const std::vector<std::string_view>& words);
    [[nodiscard]] xml::NameId add_aggregate(std::string_view written);
    [[nodiscard]] xml::NameId add_basic(std::string_view written);
    [[nodiscard]] xml::NameId known(std::string_view written) const;
    [[nodiscard]] const Shape& shape(xml::NameId name) const;
    void set_shape(xml::NameId name, Shape shape);

    xml::Vocabulary& vocabulary_;
    std::vector<xml::NameId> documents_;
    std::map<std::string, std::uint16_t, std::less<>> kind_numbers_;
    std::vector<Shape> shapes_;  ///< by name
    std::vector<std::vector<Particle>> contents_;
    std::vector<BasicKind> kinds_;
};

}  // namespace mutua::ubl::validation
