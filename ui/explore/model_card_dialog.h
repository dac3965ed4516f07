// Shows a model's card. For the GUI thread.
#pragma once

#include "core/gan/model_info.h"

class QWidget;

namespace faceloom {

// A window of its own, deleted when it is closed.
void showModelCard(const ModelInfo& info, QWidget* parent);

}  // namespace faceloom
