#include "core/reading/face_attributes.h"

namespace faceloom {

const std::array<std::string_view, kAttributes>& attributeNames() {
    static constexpr std::array<std::string_view, kAttributes> kNames = {"5_o_Clock_Shadow",
                                                                         "Arched_Eyebrows",
                                                                         "Attractive",
                                                                         "Bags_Under_Eyes",
                                                                         "Bald",
                                                                         "Bangs",
                                                                         "Big_Lips",
                                                                         "Big_Nose",
                                                                         "Black_Hair",
                                                                         "Blond_Hair",
                                                                         "Blurry",
                                                                         "Brown_Hair",
                                                                         "Bushy_Eyebrows",
                                                                         "Chubby",
                                                                         "Double_Chin",
                                                                         "Eyeglasses",
                                                                         "Goatee",
                                                                         "Gray_Hair",
                                                                         "Heavy_Makeup",
                                                                         "High_Cheekbones",
                                                                         "Male",
                                                                         "Mouth_Slightly_Open",
                                                                         "Mustache",
                                                                         "Narrow_Eyes",
                                                                         "No_Beard",
                                                                         "Oval_Face",
                                                                         "Pale_Skin",
                                                                         "Pointy_Nose",
                                                                         "Receding_Hairline",
                                                                         "Rosy_Cheeks",
                                                                         "Sideburns",
                                                                         "Smiling",
                                                                         "Straight_Hair",
                                                                         "Wavy_Hair",
                                                                         "Wearing_Earrings",
                                                                         "Wearing_Hat",
                                                                         "Wearing_Lipstick",
                                                                         "Wearing_Necklace",
                                                                         "Wearing_Necktie",
                                                                         "Young"};
    return kNames;
}

std::string describe(const AttributeReading& reading) {
    const auto has = [&reading](FaceAttribute attribute) { return reading.of(attribute) >= 0.5F; };
    std::string text = has(FaceAttribute::Smiling) ? "smiling " : "";
    text += has(FaceAttribute::Male) ? "man" : "woman";
    if (has(FaceAttribute::Eyeglasses)) text += " · glasses";
    return text;
}

}  // namespace faceloom
