#include "core/imaging/imaging_facts.h"

#include <opencv2/core.hpp>

namespace faceloom {

Facts imagingFacts() {
    return {{"OpenCV", cv::getVersionString()}};
}

}  // namespace faceloom
